using Rag.Pipeline;
using Rag.Pipeline.Filtering;

namespace Rag.Stores.Tests;

/// <summary>What every chunk store does.</summary>
public abstract partial class ChunkStoreConformance
{
    private static readonly IndexId Index = new("tenant", "collection", 1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    protected abstract IChunkStore Store { get; }

    [Fact]
    public async Task A_version_is_seen_only_after_it_was_published()
    {
        await Store.CreateAsync(Index, Token);
        var document = new DocumentVersion("d", 1);
        List<Chunk> chunks = Passages.Of(Index, document, "alpha beta", "gamma");
        await Store.WriteAsync(Index, document, chunks, Token);

        Assert.Empty(await SearchAsync("alpha"));
        Assert.Empty(await Store.ReadAsync(Index, [chunks[0].Id], Token));
        Assert.Empty(await Store.ListAsync(Index, "d", 0, 10, Token));
        Assert.Equal(default, await Store.CountAsync(Index, Token));

        Assert.True(await Store.PublishAsync(Index, document, Passages.Description, 2, Token));
        Assert.Equal([chunks[0].Id], await SearchAsync("alpha"));
        Assert.Equal(new IndexUsage(1, 2), await Store.CountAsync(Index, Token));
    }

    [Fact]
    public async Task A_chunk_reads_back_whole()
    {
        await Store.CreateAsync(Index, Token);
        var document = new DocumentVersion("d", 7);
        Chunk chunk = Passages.Of(Index, document, "Grüße 漢字 👍")[0] with
        {
            Metadata = MetadataReader.Read("""{"a":"b","n":1.5}"""),
            Location = new ChunkLocation(3, "One > Two", 5, 17),
        };
        await Store.WriteAsync(Index, document, [chunk], Token);
        await Store.PublishAsync(Index, document, new DocumentDescription("T", null, Metadata.Empty), 1, Token);

        foreach (StoredChunk read in new[]
        {
            Assert.Single(await Store.ReadAsync(Index, [chunk.Id], Token)),
            Assert.Single(await Store.ReadAsync(Index, [chunk.Id], Token)),
            Assert.Single(await Store.ListAsync(Index, "d", 0, 10, Token)),
        })
        {
            Assert.Equal((chunk.Id, document), (read.Id, read.Document));
            Assert.Equal((0, "Grüße 漢字 👍"), (read.Ordinal, read.Text));
            Assert.Equal(chunk.Location, read.Location);
            Assert.Equal(("T", null, """{"a":"b","n":1.5}"""), (read.Title, read.Author, read.Metadata.Json));
        }
    }

    [Fact]
    public async Task Metadata_of_a_chunk_may_go_beyond_the_limits_of_a_document()
    {
        await Store.CreateAsync(Index, Token);
        var document = new DocumentVersion("d", 1);
        string pairs = string.Join(',', Enumerable.Range(0, 64).Select(i => $"\"k{i}\":\"{new string('x', 200)}\""));
        Metadata metadata = MetadataReader.Overlay(
            MetadataReader.Read($"{{{pairs}}}"), MetadataReader.Read($$"""{"own":"{{new string('y', 8_000)}}"}"""));
        Chunk chunk = Passages.Of(Index, document, "alpha")[0] with { Metadata = metadata };
        await Store.WriteAsync(Index, document, [chunk], Token);
        await Store.PublishAsync(Index, document, Passages.Description, 1, Token);

        StoredChunk read = Assert.Single(await Store.ReadAsync(Index, [chunk.Id], Token));

        Assert.Equal(metadata.Json, read.Metadata.Json);
        Assert.Equal([chunk.Id], await SearchAsync("alpha", new Filter.Exists("own")));
    }

    [Fact]
    public async Task Chunks_are_read_in_the_order_asked_and_unknown_ones_left_out()
    {
        await Store.CreateAsync(Index, Token);
        await Store.PublishAsync(Index, "d", 1, "a1", "b1", "c1");
        ChunkId[] ids = [.. Enumerable.Range(0, 3).Select(i => ChunkId.Create(Index, "d", 1, i))];
        var unknown = new ChunkId(42);

        Assert.Equal(
            ["c1", "a1", "c1"],
            (await Store.ReadAsync(Index, [ids[2], unknown, ids[0], ids[2]], Token)).Select(chunk => chunk.Text));
        Assert.Equal(
            [ids[2], ids[0]],
            (await Store.SelectVisibleAsync(Index, [new(ids[2], 1), new(unknown, 2), new(ids[0], 3)], Token))
                .Select(hit => hit.Id));
        Assert.Equal(["b1"], (await Store.ListAsync(Index, "d", 1, 1, Token)).Select(chunk => chunk.Text));
    }

    [Fact]
    public async Task A_wrong_number_of_chunks_is_refused()
    {
        await Store.CreateAsync(Index, Token);
        var document = new DocumentVersion("d", 1);
        List<Chunk> chunks = Passages.Of(Index, document, "a", "b", "c");
        await Store.WriteAsync(Index, document, [chunks[0], chunks[2]], Token);

        foreach (int count in new[] { 0, 1, 2, 3 })
        {
            StoreException refusal = await Assert.ThrowsAsync<StoreException>(
                () => Store.PublishAsync(Index, document, Passages.Description, count, Token));
            Assert.Equal("chunk_count_mismatch", refusal.Code);
        }

        await Store.WriteAsync(Index, document, chunks, Token);
        Assert.True(await Store.PublishAsync(Index, document, Passages.Description, 3, Token));
    }

    [Fact]
    public async Task Everything_done_twice_is_done_once()
    {
        var document = new DocumentVersion("d", 1);
        List<Chunk> chunks = Passages.Of(Index, document, "alpha", "beta");
        for (int run = 0; run < 2; run++)
        {
            await Store.CreateAsync(Index, Token);
            await Store.WriteAsync(Index, document, chunks, Token);
            Assert.True(await Store.PublishAsync(Index, document, Passages.Description, 2, Token));
            Assert.Single(await SearchAsync("alpha"));
            Assert.Equal(new IndexUsage(1, 2), await Store.CountAsync(Index, Token));
        }
    }

    [Fact]
    public async Task Publishing_a_version_again_may_change_its_title()
    {
        await Store.CreateAsync(Index, Token);
        await Store.PublishAsync(Index, "d", 1, "alpha");
        ChunkId id = ChunkId.Create(Index, "d", 1, 0);
        Assert.Equal("Title", Assert.Single(await Store.ReadAsync(Index, [id], Token)).Title);

        var description = new DocumentDescription("Better", null, Metadata.Empty);
        Assert.True(await Store.PublishAsync(Index, new DocumentVersion("d", 1), description, 1, Token));

        Assert.Equal("Better", Assert.Single(await Store.ReadAsync(Index, [id], Token)).Title);
    }

    [Fact]
    public async Task Indexes_do_not_see_each_other()
    {
        IndexId[] indexes =
        [
            Index, Index with { Tenant = "other" }, Index with { Collection = "b" }, Index with { Generation = 2 },
        ];
        foreach (IndexId index in indexes)
        {
            await Store.CreateAsync(index, Token);
            await Store.PublishAsync(index, "d", 1, "alpha " + index.Tenant + index.Collection);
        }

        foreach (IndexId index in indexes)
        {
            ScoredChunk hit = Assert.Single(await Store.SearchAsync(index, new KeywordQuery("alpha", 10, null), Token));
            Assert.Equal(ChunkId.Create(index, "d", 1, 0), hit.Id);
            foreach (IndexId foreign in indexes.Where(other => other != index))
                Assert.Empty(await Store.ReadAsync(foreign, [hit.Id], Token));
        }
    }

    [Fact]
    public async Task A_dropped_index_is_missing_and_can_be_made_again()
    {
        await Store.CreateAsync(Index, Token);
        await Store.PublishAsync(Index, "d", 9, "alpha");
        Assert.Single(await SearchAsync("alpha"));

        await Store.DropAsync(Index, Token);
        await Store.DropAsync(Index, Token);

        StoreException failure = await Assert.ThrowsAsync<StoreException>(() => SearchAsync("alpha"));
        Assert.Equal("unknown_index", failure.Code);
        await Assert.ThrowsAsync<StoreException>(() => Store.PublishAsync(Index, "d", 1, "alpha"));
        await Store.WithdrawAsync(Index, new DocumentVersion("d", 1), Token);
        await Store.PurgeAsync(Index, "d", 1, Token);
        Assert.Equal(default, await Store.CountAsync(Index, Token));
        await Store.CreateAsync(Index, Token);
        Assert.Empty(await SearchAsync("alpha"));
        Assert.True(await Store.PublishAsync(Index, "d", 1, "alpha"));
        Assert.Single(await SearchAsync("alpha"));
    }

    [Fact]
    public async Task Readers_never_see_a_mixture_of_two_versions()
    {
        await Store.CreateAsync(Index, Token);
        await Store.PublishAsync(Index, "d", 1, Texts(1));
        using var stop = new CancellationTokenSource();
        Task[] readers =
        [
            .. Enumerable.Range(0, 3).Select(_ => Task.Run(
                async () =>
                {
                    int seen = 0;
                    for (; !stop.IsCancellationRequested || seen == 0; seen++)
                    {
                        List<ChunkId> ids = await SearchAsync("common", null, 100);
                        Assert.Equal(20, ids.Count);
                        long[] versions =
                        [
                            .. Enumerable.Range(1, 40).Select(version => (long)version)
                                .Where(version => ids.Contains(ChunkId.Create(Index, "d", version, 0))),
                        ];
                        Assert.Single(versions);
                        Assert.All(
                            Enumerable.Range(0, 20),
                            ordinal => Assert.Contains(ChunkId.Create(Index, "d", versions[0], ordinal), ids));
                    }
                },
                Token)),
        ];

        for (int version = 2; version <= 40; version++)
        {
            await Store.PublishAsync(Index, "d", version, Texts(version));
            await Store.PurgeAsync(Index, "d", version, Token);
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);

        static string[] Texts(int version) => [.. Enumerable.Range(0, 20).Select(i => $"common v{version} p{i}")];
    }

    private async Task<List<ChunkId>> SearchAsync(string text, Filter? filter = null, int topK = 10) =>
        [.. (await Store.SearchAsync(Index, new KeywordQuery(text, topK, filter), Token)).Select(hit => hit.Id)];
}
