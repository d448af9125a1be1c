using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Rag.Benchmarks.Load;

namespace Rag.Benchmarks.Vectors;

/// <summary>Loads vectors of the caller's own through the API and measures how their search does.</summary>
internal sealed class VectorBenchmark(RagClient client, VectorSet set, CommandLine line, TextWriter output)
{
    private const int ChunksPerDocument = 500;
    private const int UploadParallelism = 2;

    /// <summary>Queries whose answers are compared with the known ones.</summary>
    private const int RecallQueries = 500;

    /// <summary>The same with a filter, whose answers are not in the set's files and are computed first.</summary>
    private const int FilteredRecallQueries = 100;

    private readonly string _collection = line.Text("collection") ?? $"bench-{Guid.CreateVersion7():n}"[..24];

    /// <summary>Measures; a collection that was not named is deleted afterwards.</summary>
    public static async Task RunAsync(CommandLine line, TextWriter output)
    {
        string url = line.Text("url") ?? throw new CommandLineException("'--url' is missing.");
        string path = line.Directory ?? throw new CommandLineException("The set is missing, e.g. 'data/hard_100000'.");
        VectorSet set = VectorSet.Read(path, line.Number("dimensions", 384));
        using RagClient client = new(new Uri(url));
        await new VectorBenchmark(client, set, line, output).RunAsync(new Uri(url));
    }

    private async Task RunAsync(Uri service)
    {
        if (!await client.HasCollectionAsync(_collection)) await LoadAsync();
        await output.WriteLineAsync("\n| after | recall@10 | requests/s at 1 connection |\n|---|---|---|");
        for (int step = 0; step <= line.Number("settle", 6); step++) await SettleAsync(service, step);

        await output.WriteLineAsync(
            "\n| matching | recall@10 | connections | requests/s | p50 ms | p99 ms | processor ms | errors |");
        await output.WriteLineAsync("|---|---|---|---|---|---|---|---|");
        foreach (int percent in line.Numbers("shares", [100, 10, 1]))
        {
            double recall = await RecallAsync(percent, percent < 100 ? FilteredRecallQueries : RecallQueries);
            foreach (int connections in line.Numbers("connections", [1, 8, 64]))
                await MeasureAsync(service, percent, recall, connections);
        }

        if (ServiceMemory.Read(line.Number("pid", 0)) is var (now, peak))
            await output.WriteLineAsync(Invariant($"memory of the service: {now:0} MB resident, {peak:0} MB at most"));
        if (line.Text("collection") is null) await client.DeleteCollectionAsync(_collection);
    }

    private async Task LoadAsync()
    {
        await client.CreateCollectionAsync(
            _collection, Invariant($$$"""{"embedding":{"provider":"external","dimensions":{{{set.Dimensions}}}}}"""));
        long start = TimeProvider.System.GetTimestamp();
        int documents = (set.Count + ChunksPerDocument - 1) / ChunksPerDocument;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, documents),
            new ParallelOptions { MaxDegreeOfParallelism = UploadParallelism },
            async (document, _) => await client.UploadChunksAsync(
                _collection, Invariant($"d{document}"), Chunks(document * ChunksPerDocument)));
        double seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"loaded {set.Count:N0} vectors of {set.Dimensions} dimensions in {seconds:0.0} s = "
            + $"{set.Count / seconds:0} a second, durable and searchable"));
    }

    /// <summary>The index is built in the background: what is measured changes until it has settled.</summary>
    private async Task SettleAsync(Uri service, int step)
    {
        TimeSpan pause = TimeSpan.FromSeconds(10);
        if (step > 0) await Task.Delay(pause);
        double recall = await RecallAsync(100, RecallQueries);
        LoadResult result = await RunLoadAsync(service, 100, 1, TimeSpan.FromSeconds(3));
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"| step {step} | {recall:0.0000} | {result.RequestsPerSecond:0} (p50 "
            + $"{result.Median.TotalMilliseconds:0.00} ms) |"));
    }

    private async Task<double> RecallAsync(int percent, int atMost)
    {
        int found = 0, queries = Math.Min(atMost, set.QueryCount);
        for (int query = 0; query < queries; query++)
        {
            HashSet<int> nearest = set.NearestAmong(query, percent);
            found += (await client.SearchTextsAsync(_collection, Body(query, percent)))
                .Count(text => nearest.Contains(int.Parse(text[1..], CultureInfo.InvariantCulture)));
        }

        return (double)found / (queries * VectorSet.TopK);
    }

    private async Task MeasureAsync(Uri service, int percent, double recall, int connections)
    {
        var duration = TimeSpan.FromSeconds(line.Number("seconds", 6));
        TimeSpan before = ProcessorTime();
        LoadResult result = await RunLoadAsync(service, percent, connections, duration);
        double requests = Math.Max(1, result.RequestsPerSecond * duration.TotalSeconds);
        double processor = (ProcessorTime() - before).TotalMilliseconds / requests;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"| {percent} % | {recall:0.0000} | {connections} | {result.RequestsPerSecond:0} "
            + $"| {result.Median.TotalMilliseconds:0.00} | {result.Percentile99.TotalMilliseconds:0.00} "
            + $"| {processor:0.00} | {result.Errors} |"));
    }

    /// <summary>What the service has used so far: on a busy machine it says more than the clock.</summary>
    private TimeSpan ProcessorTime()
    {
        int pid = line.Number("pid", 0);
        if (pid == 0) return TimeSpan.Zero;
        using Process process = Process.GetProcessById(pid);
        return process.TotalProcessorTime;
    }

    private Task<LoadResult> RunLoadAsync(Uri service, int percent, int connections, TimeSpan duration)
    {
        ILoadGenerator generator = WrkGenerator.IsInstalled ? new WrkGenerator() : new BuiltInGenerator();
        string[] bodies = [.. Enumerable.Range(0, set.QueryCount).Select(query => Body(query, percent))];
        return generator.RunAsync(
            new Uri(service, $"v1/collections/{_collection}/search"), bodies, connections, duration);
    }

    private string Body(int query, int percent)
    {
        string filter = percent == 100
            ? ""
            : Invariant($$""","filter":{"type":"lt","key":"percent","value":{{percent}}}""");
        return Invariant($$"""{"vector":{{Json(set.Query(query))}},"top_k":{{VectorSet.TopK}}{{filter}}}""");
    }

    /// <summary>The text of a chunk says where its vector stands in the set.</summary>
    private string Chunks(int first)
    {
        var json = new StringBuilder("""{"chunks":[""");
        for (int place = first; place < Math.Min(first + ChunksPerDocument, set.Count); place++)
        {
            if (place > first) json.Append(',');
            json.Append(CultureInfo.InvariantCulture, $$"""{"text":"v{{place}}",""");
            json.Append("\"vector\":").Append(Json(set.Vector(place))).Append(',');
            json.Append(CultureInfo.InvariantCulture, $"\"metadata\":{{\"percent\":{place % 100}}}}}");
        }

        return json.Append("]}").ToString();
    }

    private static string Json(ReadOnlySpan<float> vector) => JsonSerializer.Serialize(vector.ToArray());

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
