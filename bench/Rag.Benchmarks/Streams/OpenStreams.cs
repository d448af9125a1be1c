using System.Globalization;
using Rag.Benchmarks.Load;

namespace Rag.Benchmarks.Streams;

/// <summary>Memory of the service while many slow streams are open, and whether all of them end properly.</summary>
internal sealed class OpenStreams(FakeModel model, Uri url, CommandLine line, TextWriter output) : IDisposable
{
    /// <summary>Tokens of a slow answer; what it lasts is spread over them.</summary>
    private const int SlowTokens = 64;

    /// <summary>Streams that are opened at a time: a burst would measure the queue of connections.</summary>
    private const int OpeningParallelism = 100;

    /// <summary>Most tokens that the service lets an answer have, and enough letters to fill every buffer on the way.
    /// </summary>
    private const int FloodTokens = 32_000;

    private const int FloodLetters = 60;
    private const int FloodStreams = 16;

    /// <summary>All streams must be open before the first ends.</summary>
    private static readonly TimeSpan TimeToOpen = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    private readonly StreamClient _client = new(url, StreamProtocol.Service);
    private readonly TimeSpan _hold = TimeSpan.FromSeconds(line.Number("hold", 30));

    /// <summary>Measures readers that read and readers that never do.</summary>
    public async Task MeasureAsync(IReadOnlyList<string> questions)
    {
        IReadOnlyList<int> counts = line.Numbers("open", [250, 1000]);
        double pause = (_hold + TimeToOpen).TotalMilliseconds / SlowTokens;
        await model.SpeakAsync(SlowTokens, (int)pause);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"\nopen streams: {SlowTokens} tokens, {pause:0} ms before each; {Memory:0} MB without one\n\n"
            + $"| open | readers | MB | KB for each | open together s | ended properly |\n|---|---|---|---|---|---|"));
        foreach (int count in counts) await MeasureReadersAsync(questions, count);
        foreach (int count in counts) await MeasureSilentAsync(questions[0], count);
        await MeasureFloodAsync(questions[0]);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private double Memory => ServiceMemory.Read(line.Number("pid", 0))?.Now ?? double.NaN;

    private async Task MeasureReadersAsync(IReadOnlyList<string> questions, int count)
    {
        double before = Memory;
        int begun = 0;
        var all = new TaskCompletionSource();
        using SemaphoreSlim opening = new(OpeningParallelism);
        Task<StreamRecord>[] streams =
            [.. Enumerable.Range(0, count).Select(i => Task.Run(() => OpenAsync(questions[i % questions.Count])))];
        Task<StreamRecord[]> ended = Task.WhenAll(streams);
        await Task.WhenAny(all.Task, ended);
        await Task.Delay(Settled);
        double open = Memory;
        StreamRecord[] records = await ended;
        int proper = records.Count(record => record.Fault is null);
        TimeSpan together = TimeProvider.System.GetElapsedTime(
            records.Max(record => record.FirstTokenAt), records.Min(record => record.EndedAt));
        await WriteAsync(count, "read", before, open, $"{together.TotalSeconds:0.0}", $"{proper} of {count}");
        foreach (string fault in records.Select(record => record.Fault).OfType<string>().Distinct().Take(3))
            await output.WriteLineAsync($"failed: {fault}");

        async Task<StreamRecord> OpenAsync(string question)
        {
            await opening.WaitAsync();
            StreamRecord record = await _client.AskAsync(question, () =>
            {
                opening.Release();
                if (Interlocked.Increment(ref begun) == count) all.SetResult();
            });
            if (record.FirstToken is null) opening.Release();
            return record;
        }
    }

    private async Task MeasureSilentAsync(string question, int count)
    {
        double before = Memory;
        using (SilentReaders readers = new())
        {
            await readers.OpenAsync(url, question, count);
            await Task.Delay(_hold);
            await WriteAsync(count, "never read", before, Memory, $"{_hold.TotalSeconds:0}", "");
        }

        await Task.Delay(Settled);
    }

    /// <summary>Answers as long as they can be, as fast as the fake can say them, to readers that never read.</summary>
    private async Task MeasureFloodAsync(string question)
    {
        await model.SpeakAsync(FloodTokens, pause: 0, FloodLetters);
        string body = $$"""{{question[..^1]}},"max_tokens":{{FloodTokens}}}""";
        double before = Memory;
        double most = before;
        using SilentReaders readers = new();
        await readers.OpenAsync(url, body, FloodStreams);
        long start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) < _hold)
        {
            most = Math.Max(most, Memory);
            await Task.Delay(Settled / 8);
        }

        await WriteAsync(FloodStreams, "never read, the longest answers", before, most, "", "");
    }

    private Task WriteAsync(int count, string readers, double before, double open, string together, string ended) =>
        output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"| {count} | {readers} | {open:0} | {(open - before) * 1024 / count:0.0} | {together} | {ended} |"));
}
