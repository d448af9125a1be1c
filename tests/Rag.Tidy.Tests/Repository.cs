using System.Reflection;

namespace Rag.Tidy.Tests;

/// <summary>The files of the checkout this test was built from; what git ignores is left out.</summary>
internal static class Repository
{
    private static readonly HashSet<string> IgnoredNames =
    [
        ".git", ".idea", ".vs", ".env", ".orleans-build",
        "artifacts", "bin", "obj", "data", "node_modules", "TestResults",
    ];

    /// <summary>Absolute path, with a separator at its end.</summary>
    public static string Root { get; } = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryDirectory").Value!;

    /// <summary>Every file, path relative to the root, with <c>/</c>, in ordinal order.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Walk(Root).Order(StringComparer.Ordinal)];

    /// <summary>Every C# file.</summary>
    public static IReadOnlyList<CSharpFile> CSharpFiles { get; } =
        [.. Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal)).Select(CSharpFile.Read)];

    /// <summary>The text of a file.</summary>
    public static string ReadText(string file) => File.ReadAllText(Path.Combine(Root, file));

    /// <summary>Whether a file or folder is there, by its path relative to the root.</summary>
    public static bool Exists(string path) =>
        File.Exists(Path.Combine(Root, path)) || Directory.Exists(Path.Combine(Root, path));

    private static IEnumerable<string> Walk(string directory)
    {
        foreach (FileSystemInfo entry in new DirectoryInfo(directory).EnumerateFileSystemInfos())
        {
            if (IgnoredNames.Contains(entry.Name) || entry.Name.EndsWith(".user", StringComparison.Ordinal)) continue;
            if (entry is FileInfo)
            {
                yield return Path.GetRelativePath(Root, entry.FullName).Replace('\\', '/');
            }
            else
            {
                foreach (string file in Walk(entry.FullName)) yield return file;
            }
        }
    }
}
