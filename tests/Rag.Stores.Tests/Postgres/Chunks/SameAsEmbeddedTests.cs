using System.Text.Json;
using Rag.Pipeline;
using Rag.Pipeline.Filtering;
using Rag.Stores.Tests.Embedded;

namespace Rag.Stores.Tests.Postgres.Chunks;

/// <summary>The two chunk stores answer the same questions on real passages alike.</summary>
public sealed class SameAsEmbeddedTests
{
    private static readonly IndexId Index = new("tenant", "collection", 1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("cranfield", 225, 0)]
    [InlineData("cranfield", 225, 64)]
    [InlineData("xquad-zh", 100, 0)]
    [InlineData("xquad-zh", 100, 64)]
    public async Task Hits_and_scores_are_the_same_with_and_without_filters(
        string set, int questionCount, int keywordMemoryMegabytes)
    {
        string folder = SharedFolder("data", "retrieval", set);
        using PostgresStores postgres = PostgresStores.Create(("KeywordMemoryMegabytes", $"{keywordMemoryMegabytes}"));
        using var embedded = new EmbeddedStores();
        foreach (IChunkStore store in new[] { postgres.Chunks, embedded.Chunks }) await FillAsync(store, folder);

        var made = new RandomFilters(7);
        foreach (string question in Texts(Path.Combine(folder, "queries.jsonl")).Take(questionCount))
        {
            foreach (Filter? filter in new[] { null, made.Filter() })
            {
                var query = new KeywordQuery(question, 100, filter);
                IReadOnlyList<ScoredChunk> expected = await embedded.Chunks.SearchAsync(Index, query, Token);
                IReadOnlyList<ScoredChunk> hits = await postgres.SettledChunks.SearchAsync(Index, query, Token);
                if (keywordMemoryMegabytes > 0) Assert.Equal(expected, hits);
                Assert.Equal(expected.Count, hits.Count);
                Assert.All(hits.Zip(expected), pair => Assert.Equal(pair.Second.Score, pair.First.Score, 1e-5f));
                // Scores that differ in the last digit may change places.
                Assert.Equal(Rounded(expected), Rounded(hits));
            }
        }
    }

    private static IEnumerable<ChunkId> Rounded(IEnumerable<ScoredChunk> hits) =>
        hits.OrderByDescending(hit => MathF.Round(hit.Score, 3)).ThenBy(hit => hit.Id).Select(hit => hit.Id).Take(90);

    private static async Task FillAsync(IChunkStore store, string folder)
    {
        var made = new RandomFilters(3);
        await store.CreateAsync(Index, Token);
        foreach ((int i, string[] texts) in Texts(Path.Combine(folder, "corpus.jsonl")).Chunk(20).Index())
        {
            var document = new DocumentVersion("d" + i, 1);
            Chunk[] chunks =
                [.. Passages.Of(Index, document, texts).Select(chunk => chunk with { Metadata = made.Metadata() })];
            await store.WriteAsync(Index, document, chunks, Token);
            Assert.True(await store.PublishAsync(Index, document, Passages.Description, chunks.Length, Token));
        }
    }

    private static IEnumerable<string> Texts(string path) =>
        from line in File.ReadLines(path)
        let row = JsonDocument.Parse(line).RootElement
        let title = row.TryGetProperty("title", out JsonElement value) ? value.GetString() + "\n\n" : ""
        select (title + row.GetProperty("text").GetString()).Trim();

    private static string SharedFolder(params string[] parts)
    {
        string? root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(Path.Combine(root, "Rag.sln"))) root = Path.GetDirectoryName(root);
        string folder = Path.GetFullPath(Path.Combine([root!, "..", "shared", .. parts]));
        if (!Directory.Exists(folder))
            Assert.Skip($"needs real data that the repository does not hold: '../shared/{string.Join('/', parts)}'");
        return folder;
    }
}
