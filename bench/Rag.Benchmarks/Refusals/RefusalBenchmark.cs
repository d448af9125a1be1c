using System.Globalization;
using System.Text.Json.Nodes;
using Rag.Benchmarks.Quality;

namespace Rag.Benchmarks.Refusals;

/// <summary>
/// Whether the service refuses what its documents do not answer, and only that: a set's questions asked to its own
/// documents, the same with the articles left out that answer them, and questions of other sets.
/// </summary>
internal sealed class RefusalBenchmark(RagClient client, CommandLine line, TextWriter output)
{
    private const int Parallelism = 4;
    private const string ArticleKey = "article";

    private static readonly string[] Modes = ["keyword", "vector", "hybrid"];

    private readonly string _collection = $"bench-{Guid.CreateVersion7():n}"[..24];

    /// <summary>Measures one folder; the collection is deleted afterwards.</summary>
    public static async Task RunAsync(CommandLine line, TextWriter output)
    {
        string directory = line.Directory ?? throw new CommandLineException("'refusals' needs a folder.");
        if (!RetrievalSet.IsIn(directory))
            throw new CommandLineException($"'{directory}' holds no corpus.jsonl.");
        string url = line.Text("url") ?? throw new CommandLineException("'--url' is missing.");
        using RagClient client = new(new Uri(url));
        await new RefusalBenchmark(client, line, output).RunAsync(directory);
    }

    private async Task RunAsync(string directory)
    {
        await UploadAsync(RetrievalSet.Read(directory).Documents);
        IReadOnlyList<RefusalQuestion> own = RefusalQuestion.ReadAll(directory);
        string[] others = line.Text("others")?.Split(',') ?? [];
        await output.WriteLineAsync(
            $"\n| asked to {NameOf(directory)} | mode | questions | refused | hold the gold answer | precision |\n"
            + "|---|---|---|---|---|---|");
        foreach (string mode in line.Choices("mode", Modes, ["hybrid"]))
        {
            RefusalCount answerable = await AskAllAsync(own, mode, leaveOut: false);
            await WriteAsync("its own questions", mode, answerable, null);
            await WriteAsync(
                "its own, their articles left out", mode, await AskAllAsync(own, mode, leaveOut: true), answerable);
            foreach (string other in others)
            {
                RefusalCount foreign = await AskAllAsync(RefusalQuestion.ReadAll(other), mode, leaveOut: false);
                await WriteAsync($"questions of {NameOf(other)}", mode, foreign, answerable);
            }
        }

        await client.DeleteCollectionAsync(_collection);
    }

    private async Task UploadAsync(IReadOnlyList<RetrievalDocument> documents)
    {
        await client.CreateCollectionAsync(_collection, line.Text("collection-settings", "{}")!);
        await Parallel.ForEachAsync(
            documents,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism },
            async (document, _) => await client.UploadTextAsync(
                _collection,
                document.Id,
                document.Title,
                document.Text,
                new JsonObject { [ArticleKey] = RefusalQuestion.ArticleOf(document.Id) }));
    }

    private async Task<RefusalCount> AskAllAsync(
        IReadOnlyList<RefusalQuestion> questions, string mode, bool leaveOut)
    {
        int refused = 0, right = 0;
        await Parallel.ForEachAsync(
            questions,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism },
            async (question, _) =>
            {
                JsonObject body = new() { ["question"] = question.Text, ["mode"] = mode };
                if (leaveOut) body["filter"] = Without(question.Articles);
                (string answer, bool isRefused) = await client.AskAsync(_collection, body);
                if (isRefused) Interlocked.Increment(ref refused);
                else if (question.IsAnsweredBy(answer)) Interlocked.Increment(ref right);
            });
        return new RefusalCount(questions.Count, refused, right);
    }

    private static JsonObject Without(IReadOnlyList<string> articles) => new()
    {
        ["type"] = "nin",
        ["key"] = ArticleKey,
        ["value"] = new JsonArray([.. articles.Select(article => (JsonNode)article)]),
    };

    private Task WriteAsync(string name, string mode, RefusalCount count, RefusalCount? answerable) =>
        output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {mode} | {count.Asked:N0} | {100 * count.RefusedShare:0.0} % "
            + $"| {(answerable is null ? $"{100.0 * count.Right / count.Asked:0.0} %" : "")} "
            + $"| {(answerable is null ? "" : $"{100 * RefusalCount.Precision(answerable, count):0.0} %")} |"));

    private static string NameOf(string directory) => Path.GetFileName(Path.TrimEndingDirectorySeparator(directory));
}
