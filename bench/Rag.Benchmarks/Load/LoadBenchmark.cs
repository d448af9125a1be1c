using System.Globalization;
using System.Text.Json.Nodes;

namespace Rag.Benchmarks.Load;

/// <summary>Measures ingestion, then every route, mode and number of connections that was asked for.</summary>
internal sealed class LoadBenchmark(RagClient client, CommandLine line, TextWriter output)
{
    /// <summary>What the classic tutorial service uses, so that the two can be compared.</summary>
    internal const string ComparableSettings =
        """{"embedding":{"dimensions":384},"chunking":{"strategy":"recursive","size":1000,"overlap":200}}""";

    private const int UploadParallelism = 4;
    private const int WarmupConnections = 8;

    private static readonly string[] AllRoutes = ["search", "query", "query/stream"];
    private static readonly string[] AllModes = ["vector", "hybrid", "keyword"];
    private static readonly string[] DefaultModes = ["vector", "hybrid"];

    private readonly string _collection = $"bench-{Guid.CreateVersion7():n}"[..24];
    private readonly string _url = line.Text("url") ?? throw new CommandLineException("'--url' is missing.");

    /// <summary>Measures; the collection is deleted afterwards.</summary>
    public static async Task RunAsync(CommandLine line, TextWriter output)
    {
        string url = line.Text("url") ?? throw new CommandLineException("'--url' is missing.");
        using RagClient client = new(new Uri(url));
        await new LoadBenchmark(client, line, output).RunAsync();
    }

    private async Task RunAsync()
    {
        LoadCorpus corpus = line.Text("corpus") is { } directory ? LoadCorpus.Read(directory) : LoadCorpus.Make();
        ILoadGenerator generator = ChooseGenerator();
        await IngestAsync(corpus);
        await output.WriteLineAsync(
            $"\n| {generator.Name} | mode | connections | requests/s | p50 ms | p99 ms | errors |");
        await output.WriteLineAsync("|---|---|---|---|---|---|---|");
        foreach (string route in line.Choices("routes", AllRoutes, AllRoutes))
        {
            foreach (string mode in line.Choices("mode", AllModes, DefaultModes))
                await MeasureAsync(generator, route, mode, corpus.Questions);
        }

        await WriteMemoryAsync("after load");
        await client.DeleteCollectionAsync(_collection);
    }

    private async Task IngestAsync(LoadCorpus corpus)
    {
        await client.CreateCollectionAsync(_collection, line.Text("collection-settings", ComparableSettings)!);
        long start = TimeProvider.System.GetTimestamp();
        int chunks = 0;
        await Parallel.ForEachAsync(
            corpus.Files,
            new ParallelOptions { MaxDegreeOfParallelism = UploadParallelism },
            async (file, _) => Interlocked.Add(
                ref chunks, await client.UploadFileAsync(_collection, file.Name, file.Content)));
        double seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"ingestion: {corpus.Files.Count} documents, {chunks} chunks in {seconds:0.00} s "
            + $"= {chunks / seconds:0} chunks/s ({UploadParallelism} uploads at a time, each until its document is "
            + $"completed)"));
        await WriteMemoryAsync("after ingestion");
    }

    private async Task MeasureAsync(
        ILoadGenerator generator, string route, string mode, IReadOnlyList<string> questions)
    {
        Uri url = new(new Uri(_url), $"v1/collections/{_collection}/{route}");
        string[] bodies = [.. questions.Select(question => Body(route, question, mode))];
        await generator.RunAsync(url, bodies, WarmupConnections, TimeSpan.FromSeconds(line.Number("warmup", 3)));
        foreach (int connections in line.Numbers("connections", [1, 8, 64]))
        {
            LoadResult result = await generator.RunAsync(
                url, bodies, connections, TimeSpan.FromSeconds(line.Number("seconds", 6)));
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"| /{route} | {mode} | {connections} | {result.RequestsPerSecond:0} "
                + $"| {result.Median.TotalMilliseconds:0.00} | {result.Percentile99.TotalMilliseconds:0.00} "
                + $"| {result.Errors} |"));
        }
    }

    private string Body(string route, string question, string mode) => new JsonObject
    {
        [route == "search" ? "query" : "question"] = question,
        ["mode"] = mode,
        ["top_k"] = line.Number("top-k", 4),
    }.ToJsonString();

    private ILoadGenerator ChooseGenerator() => line.Text("client", "auto") switch
    {
        "wrk" => new WrkGenerator(),
        "builtin" => new BuiltInGenerator(),
        "auto" => WrkGenerator.IsInstalled ? new WrkGenerator() : new BuiltInGenerator(),
        var other => throw new CommandLineException($"'--client' has '{other}', not auto, wrk or builtin."),
    };

    private async Task WriteMemoryAsync(string when)
    {
        if (ServiceMemory.Read(line.Number("pid", 0)) is not var (now, peak)) return;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"memory of the service {when}: {now:0} MB resident, {peak:0} MB at most"));
    }
}
