using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Rag.Pipeline.Chunking;
using Rag.Pipeline.Tests.Quality;

namespace Rag.Pipeline.Tests.Chunking;

/// <summary>The original splitter, run by node; skips the running test where it cannot be installed.</summary>
internal static class LangChain
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static async Task<IReadOnlyList<string[]>> SplitAsync(IReadOnlyList<Job> jobs)
    {
        string folder = Install();
        using Process node = Start("node", ["cut.mjs"], folder);
        Task write = Task.Run(() =>
        {
            foreach (Job job in jobs)
                node.StandardInput.WriteLine(JsonSerializer.Serialize(job, Json));
            node.StandardInput.Close();
        });
        var results = new List<string[]>();
        while (await node.StandardOutput.ReadLineAsync() is { } line)
            results.Add(JsonSerializer.Deserialize<string[]>(line)!);
        await write;
        Assert.Equal(jobs.Count, results.Count);
        return results;
    }

    private static string Install()
    {
        string source = Path.Combine(
            SharedData.RepositoryRoot(), "tests", "Rag.Pipeline.Tests", "Chunking", "langchain");
        string folder = Path.Combine(SharedData.RepositoryRoot(), "artifacts", "langchain");
        Directory.CreateDirectory(folder);
        foreach (string name in new[] { "package.json", "package-lock.json", ".npmrc", "cut.mjs" })
            File.Copy(Path.Combine(source, name), Path.Combine(folder, name), overwrite: true);
        if (Directory.Exists(Path.Combine(folder, "node_modules", "@langchain", "textsplitters")))
            return folder;

        using Process npm = Start("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], folder);
        npm.StandardInput.Close();
        string output = npm.StandardOutput.ReadToEnd();
        npm.WaitForExit();
        if (npm.ExitCode != 0)
            Assert.Skip($"needs the npm package that the splitter is held against, and 'npm ci' failed: {output}");
        return folder;
    }

    private static Process Start(string program, string[] arguments, string folder)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip($"needs '{program}' to run the original that the splitter is held against");
            throw;
        }
    }

    internal sealed record Job(string Text, int Size, int Overlap, IReadOnlyList<string>? Separators = null)
    {
        public ChunkingSettings Settings => new(ChunkingStrategy.Recursive, Size, Overlap, Separators);
    }
}
