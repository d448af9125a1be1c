using System.Globalization;
using System.Text.Json.Nodes;
using Rag.Benchmarks.Load;

namespace Rag.Benchmarks.Streams;

/// <summary>
/// What the service adds to a model's stream: the same requests in turn straight to a fake model and through the
/// service whose chat model that fake is; then what open streams cost.
/// </summary>
internal sealed class StreamsBenchmark(
    RagClient client, FakeModel model, Uri service, CommandLine line, TextWriter output)
{
    private const int UploadParallelism = 4;
    private const int WarmUpStreams = 8;

    private readonly string _collection = $"bench-{Guid.CreateVersion7():n}"[..24];
    private readonly int _tokens = line.Number("tokens", 32);
    private readonly int _pause = line.Number("token-milliseconds", 20);

    private Uri QueryUrl => new(service, $"v1/collections/{_collection}/query/stream");

    /// <summary>Measures; the collection is deleted afterwards.</summary>
    public static async Task RunAsync(CommandLine line, TextWriter output)
    {
        string url = line.Text("url") ?? throw new CommandLineException("'--url' is missing.");
        string fake = line.Text("model")
            ?? throw new CommandLineException("'--model' is missing: the address of the fake that the service asks.");
        using RagClient client = new(new Uri(url));
        using FakeModel model = new(new Uri(fake));
        await new StreamsBenchmark(client, model, new Uri(url), line, output).RunAsync();
    }

    private async Task RunAsync()
    {
        LoadCorpus corpus = line.Text("corpus") is { } directory ? LoadCorpus.Read(directory) : LoadCorpus.Make();
        int chunks = await IngestAsync(corpus);
        string[] questions = [.. corpus.Questions.Select(Question)];
        IReadOnlyList<string> prompts = await WarmUpAsync(questions);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{chunks:N0} chunks; answers of {_tokens} tokens, {_pause} ms before each; load {Machine.Load}"));
        await MeasureAsync(questions, prompts);
        using var open = new OpenStreams(model, QueryUrl, line, output);
        await open.MeasureAsync(questions);
        await client.DeleteCollectionAsync(_collection);
    }

    private async Task<int> IngestAsync(LoadCorpus corpus)
    {
        await client.CreateCollectionAsync(
            _collection, line.Text("collection-settings", LoadBenchmark.ComparableSettings)!);
        int chunks = 0;
        await Parallel.ForEachAsync(
            corpus.Files,
            new ParallelOptions { MaxDegreeOfParallelism = UploadParallelism },
            async (file, _) => Interlocked.Add(
                ref chunks, await client.UploadFileAsync(_collection, file.Name, file.Content)));
        return chunks;
    }

    /// <summary>Asks every question once, and more on both ways until the code is warm.</summary>
    /// <returns>What the service asked the model: it is asked the same directly.</returns>
    private async Task<IReadOnlyList<string>> WarmUpAsync(string[] questions)
    {
        await model.SpeakAsync(_tokens, pause: 0);
        using StreamClient through = new(QueryUrl, StreamProtocol.Service);
        using StreamClient straight = new(model.ChatUrl, StreamProtocol.Model);
        foreach (string question in questions)
        {
            if ((await through.AskAsync(question)).Fault is { } fault)
                throw new BenchmarkException($"A stream failed before anything was measured: {fault}.");
        }

        IReadOnlyList<string> prompts = await model.ReadQuestionsAsync();
        if (prompts.Count == 0)
            throw new BenchmarkException("The service did not ask this model; is its chat provider the fake?");
        TimeSpan warmUp = TimeSpan.FromSeconds(line.Number("warmup", 3));
        await PacedReaders.ReadAsync(through, questions, WarmUpStreams, warmUp, TimeSpan.Zero);
        await PacedReaders.ReadAsync(straight, prompts, WarmUpStreams, warmUp, TimeSpan.Zero);
        await model.SpeakAsync(_tokens, _pause);
        return prompts;
    }

    private async Task MeasureAsync(string[] questions, IReadOnlyList<string> prompts)
    {
        await output.WriteLineAsync(
            "\n| streams | | first token p50 ms | p99 | gap p50 ms | p99 | answers | failed |\n"
            + "|---|---|---|---|---|---|---|---|");
        foreach (int streams in line.Numbers("streams", [1, 64])) await MeasureAsync(streams, questions, prompts);
    }

    private async Task MeasureAsync(int streams, string[] questions, IReadOnlyList<string> prompts)
    {
        using StreamClient through = new(QueryUrl, StreamProtocol.Service);
        using StreamClient straight = new(model.ChatUrl, StreamProtocol.Model);
        TimeSpan turn = TimeSpan.FromSeconds(line.Number("seconds", 6));
        TimeSpan spread = TimeSpan.FromMilliseconds(_tokens * _pause);
        var ofModel = new StreamSamples();
        var ofService = new StreamSamples();
        for (int round = 0; round < line.Number("rounds", 5); round++)
        {
            ofModel.Add(await PacedReaders.ReadAsync(straight, prompts, streams, turn, spread));
            ofService.Add(await PacedReaders.ReadAsync(through, questions, streams, turn, spread));
        }

        await output.WriteLineAsync(ofModel.Row(streams, "the model alone"));
        await output.WriteLineAsync(ofService.Row(streams, "through the service"));
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"| {streams} | added | {Added(samples => samples.FirstTokenAt(.5)):0.0} "
            + $"| {Added(samples => samples.FirstTokenAt(.99)):0.0} | {Added(samples => samples.GapAt(.5)):0.00} "
            + $"| {Added(samples => samples.GapAt(.99)):0.00} | | |"));
        foreach (string fault in ofModel.Faults.Concat(ofService.Faults).Distinct().Take(3))
            await output.WriteLineAsync($"failed: {fault}");

        double Added(Func<StreamSamples, double> figure) => figure(ofService) - figure(ofModel);
    }

    private string Question(string text) => new JsonObject
    {
        ["question"] = text,
        ["mode"] = line.Choices("mode", ["vector", "hybrid", "keyword"], ["hybrid"])[0],
    }.ToJsonString();
}
