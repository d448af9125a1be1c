namespace Rag.Pipeline.Tests.Quality;

/// <summary>Real data beside the repository, which the repository may not hold (licences).</summary>
internal static class SharedData
{
    /// <summary>A path below the shared folder; skips the running test, saying why, where it does not exist.</summary>
    public static string Path(params string[] parts)
    {
        string root = System.IO.Path.Combine(RepositoryRoot(), "..", "shared");
        string path = System.IO.Path.GetFullPath(System.IO.Path.Combine([root, .. parts]));
        if (!System.IO.Path.Exists(path))
            Assert.Skip($"needs real data that the repository does not hold: '../shared/{string.Join('/', parts)}'");
        return path;
    }

    public static string RepositoryRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder, "Rag.sln")))
            folder = System.IO.Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("The tests do not run below the repository.");
    }
}
