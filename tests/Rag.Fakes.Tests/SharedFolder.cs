using System.Runtime.CompilerServices;

namespace Rag.Fakes.Tests;

/// <summary>The checkout this was built from, and the folder <c>shared</c> beside it, which need not be
/// there.</summary>
internal static class SharedFolder
{
    public static string Repository { get; } = Root();

    public static string Path { get; } = System.IO.Path.Combine(Repository, "..", "shared");

    private static string Root([CallerFilePath] string file = "") =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(file)!, "..", ".."));
}
