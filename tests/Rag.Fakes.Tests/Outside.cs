using System.ComponentModel;
using System.Diagnostics;

namespace Rag.Fakes.Tests;

/// <summary>Programs and data from outside of the repository; without them the running test is skipped.</summary>
internal static class Outside
{
    /// <summary>The checkout.</summary>
    public static string RepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Rag.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("There is no Rag.sln above the tests.");
    }

    /// <summary>A file of the shared data beside the checkout.</summary>
    public static string Shared(params string[] path)
    {
        string file = Path.Combine([RepositoryRoot(), "..", "shared", .. path]);
        if (!File.Exists(file))
            Assert.Skip($"needs {string.Join('/', path)} in the folder 'shared' beside the checkout");
        return Path.GetFullPath(file);
    }

    /// <summary>Runs a program to its end; both of its streams together are its output.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (process.ExitCode, output + await errors);
        }
        catch (Win32Exception)
        {
            Assert.Skip($"needs the program '{program}'");
            throw;
        }
    }

    /// <summary>A folder of ours with its npm packages installed, outside of the source.</summary>
    /// <param name="name">Of the folder below <c>artifacts</c>.</param>
    /// <param name="source">The folder of <c>package.json</c> and scripts, from the checkout's root.</param>
    /// <param name="package">A package that is there once the installation is complete.</param>
    public static async Task<string> InstallNpmAsync(string name, string source, string package)
    {
        string folder = Path.Combine(RepositoryRoot(), "artifacts", name);
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.GetFiles(Path.Combine(RepositoryRoot(), source)))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        if (Directory.Exists(Path.Combine(folder, "node_modules", package))) return folder;
        (int exitCode, string output) =
            await RunAsync("npm", folder, "ci", "--no-audit", "--no-fund", "--ignore-scripts");
        if (exitCode != 0) Assert.Skip($"needs the npm package {package}, and 'npm ci' failed: {output}");
        return folder;
    }
}
