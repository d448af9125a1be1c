using System.Text;
using Rag.Pipeline.Parsing;

namespace Rag.Pipeline.Tests.Parsing;

/// <summary>Files for parsers, made of strings and bytes.</summary>
internal static class Sources
{
    public static ParseSource Text(string contentType, string text) => Bytes(contentType, Encoding.UTF8.GetBytes(text));

    public static ParseSource Bytes(string contentType, byte[] bytes, string? fileName = null) =>
        new(new MemoryStream(bytes), contentType, fileName);

    /// <summary>
    /// A file or folder of the test data that lies beside the repository; skips the test if it is absent.
    /// </summary>
    public static string Data(string path)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string data = Path.Combine(folder.FullName, "..", "shared", "data", "documents");
            if (File.Exists(Path.Combine(folder.FullName, "Rag.sln")))
            {
                string found = Path.GetFullPath(Path.Combine(data, path));
                if (Path.Exists(found))
                    return found;
            }
        }
        Assert.Skip($"The test data 'documents/{path}' is not beside the repository.");
        return "";
    }
}
