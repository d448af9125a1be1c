using System.Globalization;

namespace Rag.Benchmarks.Quality;

/// <summary>Uploads a set through the API, asks every question in every mode and scores what comes back.</summary>
internal sealed class QualityBenchmark(RagClient client, CommandLine line, TextWriter output)
{
    private const int Parallelism = 4;

    /// <summary>How many chunks the published figures of passage sets look at.</summary>
    private const int PassageDepth = 5;

    private static readonly string[] Modes = ["keyword", "vector", "hybrid"];

    private readonly string _collection = $"bench-{Guid.CreateVersion7():n}"[..24];
    private readonly IReadOnlyList<string> _modes = line.Choices("mode", Modes, Modes);
    private readonly int _topK = line.Number("top-k", 100);

    /// <summary>Measures one folder; the collection is deleted afterwards.</summary>
    public static async Task RunAsync(CommandLine line, TextWriter output)
    {
        string directory = line.Directory ?? throw new CommandLineException("'quality' needs a folder.");
        string url = line.Text("url") ?? throw new CommandLineException("'--url' is missing.");
        using RagClient client = new(new Uri(url));
        QualityBenchmark benchmark = new(client, line, output);
        if (RetrievalSet.IsIn(directory)) await benchmark.ScoreDocumentsAsync(directory);
        else if (PassageQuestion.AreIn(directory)) await benchmark.ScorePassagesAsync(directory);
        else throw new CommandLineException($"'{directory}' holds neither corpus.jsonl nor questions.jsonl.");
    }

    private async Task ScoreDocumentsAsync(string directory)
    {
        RetrievalSet set = RetrievalSet.Read(directory);
        await UploadAsync(set.Documents);
        await output.WriteLineAsync("\n| set | mode | nDCG@10 | R@1 | R@5 | R@10 | MRR@10 |");
        await output.WriteLineAsync("|---|---|---|---|---|---|---|");
        foreach (string mode in _modes)
        {
            Dictionary<string, IReadOnlyList<RankedDocument>> run = [];
            await AskAllAsync(set.Queries.ToList(), mode, _topK, (query, hits) =>
                run[query.Key] = RankedDocument.MaxPool(hits), query => query.Value);
            RetrievalScores scores = RetrievalScores.Mean(
                set.Judgements,
                run.ToDictionary(
                    ranking => ranking.Key,
                    IReadOnlyList<string> (ranking) => [.. ranking.Value.Select(document => document.Id)]));
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"| {NameOf(directory)} | {mode} | {scores.Ndcg10:.0000} | {scores.Recall1:.000} "
                + $"| {scores.Recall5:.000} | {scores.Recall10:.000} | {scores.ReciprocalRank10:.000} |"));
            await WriteRunAsync($"{NameOf(directory)}.{mode}.tsv", run);
        }

        await client.DeleteCollectionAsync(_collection);
    }

    private async Task ScorePassagesAsync(string directory)
    {
        IReadOnlyList<PassageQuestion> questions = PassageQuestion.ReadAll(directory);
        RetrievalDocument[] documents =
        [
            .. Directory.EnumerateFiles(Path.Combine(directory, "corpora")).Order(StringComparer.Ordinal).Select(file =>
                new RetrievalDocument(Path.GetFileNameWithoutExtension(file), null, File.ReadAllText(file))),
        ];
        await UploadAsync(documents);
        Dictionary<string, IReadOnlyList<Span>> chunks = [];
        foreach (RetrievalDocument document in documents)
            chunks[document.Id] = await client.ListSpansAsync(_collection, document.Id);
        await output.WriteLineAsync(
            $"\n| set, top {PassageDepth} | mode | recall | precision_Ω | precision | IoU |");
        await output.WriteLineAsync("|---|---|---|---|---|---|");
        foreach (string mode in _modes)
        {
            List<PassageScores> each = [];
            await AskAllAsync(questions, mode, PassageDepth, (question, hits) =>
                each.Add(PassageScores.Of(question, hits, chunks[question.Document])), question => question.Text);
            PassageScores mean = PassageScores.Mean(each);
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"| {NameOf(directory)} | {mode} | {100 * mean.Recall:.0} | {100 * mean.PrecisionCeiling:.0} "
                + $"| {100 * mean.Precision:.0} | {100 * mean.IntersectionOverUnion:.0} |"));
        }

        await client.DeleteCollectionAsync(_collection);
    }

    private async Task UploadAsync(IReadOnlyList<RetrievalDocument> documents)
    {
        await client.CreateCollectionAsync(_collection, line.Text("collection-settings", "{}")!);
        long start = TimeProvider.System.GetTimestamp();
        int chunks = 0;
        await Parallel.ForEachAsync(
            documents,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism },
            async (document, _) => Interlocked.Add(
                ref chunks,
                await client.UploadTextAsync(_collection, document.Id, document.Title, document.Text)));
        double seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{documents.Count} documents, {chunks} chunks in {seconds:0.0} s"));
    }

    /// <summary>Asks all questions, a few at a time; answers are taken one at a time.</summary>
    private Task AskAllAsync<T>(
        IEnumerable<T> questions, string mode, int topK, Action<T, IReadOnlyList<Hit>> take, Func<T, string> textOf)
    {
        Lock gate = new();
        return Parallel.ForEachAsync(
            questions,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism },
            async (question, _) =>
            {
                IReadOnlyList<Hit> hits = await client.SearchAsync(
                    _collection, textOf(question), mode, topK, line.Text("search", "{}")!);
                lock (gate) take(question, hits);
            });
    }

    private async Task WriteRunAsync(string name, Dictionary<string, IReadOnlyList<RankedDocument>> run)
    {
        if (line.Text("runs") is not { } directory) return;
        Directory.CreateDirectory(directory);
        await File.WriteAllLinesAsync(
            Path.Combine(directory, name),
            from ranking in run
            from document in ranking.Value.Index()
            select string.Create(
                CultureInfo.InvariantCulture,
                $"{ranking.Key}\t{document.Item.Id}\t{document.Index + 1}\t{document.Item.Score:R}"));
    }

    private static string NameOf(string directory) => Path.GetFileName(Path.TrimEndingDirectorySeparator(directory));
}
