using Rag.Pipeline;

namespace Rag.Stores.Tests.Embedded;

public sealed class EmbeddedChunkStoreTests : ChunkStoreConformance, IDisposable
{
    private static readonly IndexId Index = new("t", "c", 1);

    private readonly EmbeddedStores _stores = new();

    protected override IChunkStore Store => _stores.Chunks;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_results_are_the_same_after_a_restart()
    {
        using var directory = new TemporaryDirectory();
        var random = new Random(7);
        List<KeywordQuery> queries =
            [.. Enumerable.Range(0, 20).Select(_ => new KeywordQuery(Passages.RandomText(random, 6), 30, null))];
        List<IReadOnlyList<ScoredChunk>> before = [];
        using (var stores = new EmbeddedStores(directory.Path))
        {
            await stores.Chunks.CreateAsync(Index, Token);
            await stores.Chunks.SearchAsync(Index, queries[0], Token);
            for (int version = 1; version <= 100; version++)
            {
                await stores.Chunks.PublishAsync(
                    Index,
                    "d" + random.Next(30),
                    version,
                    [.. Enumerable.Range(0, 8).Select(_ => Passages.RandomText(random, 30))]);
            }

            foreach (KeywordQuery query in queries) before.Add(await stores.Chunks.SearchAsync(Index, query, Token));
        }

        using var again = new EmbeddedStores(directory.Path);
        for (int i = 0; i < queries.Count; i++)
            Assert.Equal(before[i], await again.Chunks.SearchAsync(Index, queries[i], Token));
    }

    [Fact]
    public async Task An_index_that_is_mostly_hidden_is_built_anew_with_the_same_results()
    {
        await Store.CreateAsync(Index, Token);
        var query = new KeywordQuery("common w3q", 50, null);
        var random = new Random(3);
        for (int version = 1; version <= 60; version++)
        {
            await Store.PublishAsync(
                Index,
                "d",
                version,
                [.. Enumerable.Range(0, 200).Select(_ => "common " + Passages.RandomText(random, 10))]);
            Assert.Equal(50, (await Store.SearchAsync(Index, query, Token)).Count);
        }

        IReadOnlyList<ScoredChunk> hits = await Store.SearchAsync(Index, query, Token);
        Assert.Equal(50, hits.Count);
        Assert.Equal(new IndexUsage(1, 200), await Store.CountAsync(Index, Token));
    }

    [Fact]
    public async Task Indexes_beyond_the_memory_limit_are_let_go_and_come_back()
    {
        using var stores = new EmbeddedStores(null, ("KeywordMemoryMegabytes", "16"));
        IndexId[] indexes = [.. Enumerable.Range(1, 4).Select(generation => Index with { Generation = generation })];
        string[] texts =
        [
            .. Enumerable.Range(0, 5_000)
                .Select(i => string.Join(' ', Enumerable.Range(0, 40).Select(j => $"x{(i * 40) + j}"))),
        ];
        foreach (IndexId index in indexes)
        {
            await stores.Chunks.CreateAsync(index, Token);
            await stores.Chunks.PublishAsync(index, "d", 1, texts);
        }

        for (int round = 0; round < 2; round++)
        {
            foreach (IndexId index in indexes)
                Assert.Single(await stores.Chunks.SearchAsync(index, new KeywordQuery("x77", 10, null), Token));
        }
    }

    [Theory]
    [InlineData("chunk_texts", "text")]
    [InlineData("chunks", "metadata")]
    [InlineData("chunks", "terms")]
    [InlineData("chunks", "id")]
    public async Task A_changed_byte_is_reported_and_never_returned(string table, string column)
    {
        using var directory = new TemporaryDirectory();
        IndexId sound = Index with { Collection = "sound" };
        using (var stores = new EmbeddedStores(directory.Path))
        {
            await stores.Chunks.CreateAsync(Index, Token);
            await stores.Chunks.PublishAsync(Index, "d", 1, "alpha beta");
            await stores.Chunks.CreateAsync(sound, Token);
            await stores.Chunks.PublishAsync(sound, "d", 1, "alpha beta");
            await stores.Database.WriteAsync(
                session => session.Execute(
                    $"UPDATE {table} SET {column} = CAST(substr({column}, 1, 1) || X'41' || substr({column}, 3) AS "
                    + $"{(column is "terms" or "id" ? "BLOB" : "TEXT")}) WHERE chunk_key = 1"),
                Token);
        }

        using var again = new EmbeddedStores(directory.Path);
        ChunkId id = ChunkId.Create(Index, "d", 1, 0);
        StoreException failure = await Assert.ThrowsAsync<StoreException>(
            async () => await again.Chunks.ReadAsync(Index, [id], Token));
        Assert.Equal("corrupt", failure.Code);
        Assert.Single(await again.Chunks.ReadAsync(sound, [ChunkId.Create(sound, "d", 1, 0)], Token));
    }

    [Fact]
    public async Task Nothing_of_a_purged_or_dropped_document_stays_in_the_tables()
    {
        await Store.CreateAsync(Index, Token);
        await Store.PublishAsync(Index, "d", 1, [.. Enumerable.Range(0, 600).Select(i => "text " + i)]);
        await Store.WithdrawAsync(Index, new DocumentVersion("d", 1), Token);
        await Store.PurgeAsync(Index, "d", 1, Token);
        Assert.Equal((0, 0), (Count("chunks"), Count("chunk_texts")));

        await Store.PublishAsync(Index, "e", 1, [.. Enumerable.Range(0, 600).Select(i => "text " + i)]);
        await Store.DropAsync(Index, Token);
        Assert.Equal((0, 0), (Count("chunks"), Count("chunk_texts")));
        Assert.Equal((0, 0), (Count("chunk_documents"), Count("chunk_indexes")));
    }

    [Fact]
    public async Task Very_frequent_terms_keep_their_exact_frequency()
    {
        await Store.CreateAsync(Index, Token);
        var document = new DocumentVersion("d", 1);
        List<Chunk> chunks = Passages.Of(
            Index,
            document,
            new[] { 254, 255, 256, 1_000 }.Select(count => string.Join(' ', Enumerable.Repeat("ha", count)) + " z"));
        await Store.WriteAsync(Index, document, chunks, Token);
        await Store.PublishAsync(Index, document, Passages.Description, 4, Token);

        Assert.Equal(
            ReferenceBm25.Search(chunks, "ha"),
            await Store.SearchAsync(Index, new KeywordQuery("ha", 10, null), Token));
    }

    public void Dispose() => _stores.Dispose();

    private long? Count(string table) =>
        _stores.Database.Read(session => session.QueryInteger($"SELECT COUNT(*) FROM {table}"));
}
