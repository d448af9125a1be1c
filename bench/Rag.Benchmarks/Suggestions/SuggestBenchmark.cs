using System.Globalization;
using System.Text.Json;

namespace Rag.Benchmarks.Suggestions;

/// <summary>Measures suggestions while somebody types, on a collection of made-up titles and headings.</summary>
internal sealed class SuggestBenchmark(RagClient client, CommandLine line, TextWriter output)
{
    private const int ChunksPerDocument = 50;
    private const int ChunksPerSection = 5;
    private const int WarmUps = 200;

    private static readonly int[] Vector = [1, 0];

    private readonly string _collection = $"bench-{Guid.CreateVersion7():n}"[..24];
    private readonly Random _random = new(20_261_121);
    private readonly List<string> _phrases = [];
    private string[] _vocabulary = [];

    /// <summary>Measures; the collection is deleted afterwards.</summary>
    public static async Task RunAsync(CommandLine line, TextWriter output)
    {
        string url = line.Text("url") ?? throw new CommandLineException("'--url' is missing.");
        using RagClient client = new(new Uri(url));
        await new SuggestBenchmark(client, line, output).RunAsync();
    }

    private async Task RunAsync()
    {
        _vocabulary = [.. Enumerable.Range(0, 8_000).Select(_ => MakeWord())];
        int chunks = line.Number("chunks", 100_000);
        await LoadAsync(chunks / ChunksPerDocument);
        long start = TimeProvider.System.GetTimestamp();
        await client.SuggestAsync(_collection, "a", "");
        double cold = TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{chunks:N0} passages below {_phrases.Count:N0} titles and headings; the first request took {cold:0} ms"));
        await output.WriteLineAsync("\n| typed | found | p50 ms | p99 ms | most ms |\n|---|---|---|---|---|");
        await MeasureAsync("1 letter", () => Pick()[..1], "");
        await MeasureAsync("a beginning", Beginning, "");
        await MeasureAsync("a beginning with a slip", () => Slip(Beginning()), "");
        await MeasureAsync("a beginning, filter for 1 %", Beginning, """{"percent":7}""");
        if (ServiceMemory() is { } memory) await output.WriteLineAsync(memory);
        await client.DeleteCollectionAsync(_collection);
    }

    private async Task LoadAsync(int documents)
    {
        await client.CreateCollectionAsync(_collection, """{"embedding":{"provider":"external","dimensions":2}}""");
        (string Id, string Json)[] made = [.. Enumerable.Range(0, documents).Select(MakeDocument)];
        await Parallel.ForEachAsync(
            made,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (document, _) => await client.UploadChunksAsync(_collection, document.Id, document.Json));
    }

    private async Task MeasureAsync(string name, Func<string> type, string filter)
    {
        int found = 0, requests = line.Number("requests", 2_000);
        var times = new List<double>(requests);
        for (int i = -WarmUps; i < requests; i++)
        {
            string typed = type();
            long start = TimeProvider.System.GetTimestamp();
            bool hasAny = await client.SuggestAsync(_collection, typed, filter) > 0;
            if (i < 0) continue;
            times.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
            if (hasAny) found++;
        }

        times.Sort();
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {100.0 * found / requests:0.0} % | {times[requests / 2]:0.00} "
            + $"| {times[requests * 99 / 100]:0.00} | {times[^1]:0.00} |"));
    }

    private string? ServiceMemory() => Load.ServiceMemory.Read(line.Number("pid", 0)) is var (now, peak)
        ? string.Create(
            CultureInfo.InvariantCulture, $"memory of the service: {now:0} MB resident, {peak:0} MB at most")
        : null;

    private (string Id, string Json) MakeDocument(int number)
    {
        string title = MakePhrase();
        string section = "";
        var chunks = new List<object>(ChunksPerDocument);
        for (int i = 0; i < ChunksPerDocument; i++)
        {
            if (i % ChunksPerSection == 0) section = MakePhrase();
            chunks.Add(new { text = $"Passage {number} {i}.", section, vector = Vector });
        }

        string id = "d" + number.ToString(CultureInfo.InvariantCulture);
        return (id, JsonSerializer.Serialize(new { title, metadata = new { percent = number % 100 }, chunks }));
    }

    private string MakePhrase()
    {
        string phrase = string.Join(
            ' ', Enumerable.Range(0, _random.Next(2, 7)).Select(_ => _vocabulary[Zipf(_vocabulary.Length)]));
        _phrases.Add(phrase);
        return phrase;
    }

    private int Zipf(int count) => (int)Math.Exp(_random.NextDouble() * Math.Log(count));

    private string MakeWord() => string.Concat(Enumerable.Range(0, _random.Next(2, 5)).Select(
        _ => "bcdfghklmnprstvw"[_random.Next(16)] + "aeiou"[_random.Next(5)].ToString()));

    private string Pick() => _phrases[_random.Next(_phrases.Count)];

    private string Beginning()
    {
        string phrase = Pick();
        return phrase[..Math.Min(phrase.Length, _random.Next(2, 20))];
    }

    /// <summary>Swaps two neighbours, not the first letter.</summary>
    private string Slip(string typed)
    {
        if (typed.Length < 4) return typed;
        int place = _random.Next(1, typed.Length - 1);
        return typed[..place] + typed[place + 1] + typed[place] + typed[(place + 2)..];
    }
}
