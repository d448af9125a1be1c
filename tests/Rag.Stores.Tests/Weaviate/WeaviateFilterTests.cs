using Rag.Fakes;
using Rag.Pipeline;
using Rag.Pipeline.Filtering;

namespace Rag.Stores.Tests.Weaviate;

/// <summary>Filters mean in the server what they mean everywhere.</summary>
public sealed class WeaviateFilterTests : IAsyncLifetime
{
    private static readonly IndexId Index = new("tenant", "docs", 1);

    private WeaviateServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IVectorStore Store => _server.Store;

    public async ValueTask InitializeAsync()
    {
        _server = await WeaviateServer.StartAsync();
        await Store.CreateAsync(Index, new VectorIndexSettings(2, DistanceMetric.Dot), Token);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Random_filters_give_what_their_definition_gives()
    {
        var made = new RandomFilters(41);
        VectorRecord[] records = [.. Enumerable.Range(1, 150).Select(id => Record(id, made.Metadata()))];
        await Store.UpsertAsync(Index, records, Token);
        int found = 0;
        for (int i = 0; i < 400; i++)
        {
            Filter filter = made.Filter();

            IReadOnlyList<ChunkId> hits = await QueryAsync(filter);

            IEnumerable<ChunkId> expected =
                records.Where(record => filter.Matches(record.Metadata)).Select(record => record.Id);
            Assert.True(expected.SequenceEqual(hits), $"{filter}");
            found += hits.Count;
        }

        Assert.InRange(found, 400, 59_600);
    }

    [Theory]
    [InlineData(" ", """{"s":" "}""")]
    [InlineData("", """{"s":""}""")]
    [InlineData("x ", """{"s":"x "}""")]
    [InlineData("\u00a0x", """{"s":"\u00a0x"}""")]
    [InlineData("\"}}) { owner } #", """{"s":"\"}}) { owner } #"}""")]
    [InlineData("back\\slash\\", """{"s":"back\\slash\\"}""")]
    [InlineData("a\u0000b\u001f\u007f\u0085", """{"s":"a\u0000b\u001f\u007f\u0085"}""")]
    [InlineData("😀\u2028\ufeff", """{"s":"😀\u2028\ufeff"}""")]
    [InlineData("the", """{"s":"the"}""")]
    public async Task A_value_equals_itself_and_nothing_like_it(string value, string metadata)
    {
        await Store.UpsertAsync(
            Index,
            [
                Record(1, MetadataReader.Read(metadata)), Record(2, MetadataReader.Read("""{"s":"x"}""")),
                Record(3, MetadataReader.Read("""{"s":["x"]}""")), Record(4, Metadata.Empty),
            ],
            Token);

        Assert.Equal(
            [new ChunkId(1)], await QueryAsync(new Filter.In("s", [MetadataValue.Of(value)])));
        Assert.Equal(
            [new ChunkId(2), new ChunkId(3), new ChunkId(4)],
            await QueryAsync(new Filter.Not(new Filter.In("s", [MetadataValue.Of(value)]))));
    }

    [Fact]
    public async Task A_selective_filter_takes_one_call_to_the_server()
    {
        if (_server.Fake is not { } fake)
        {
            Assert.Skip("needs the fake, which counts its requests");
            return;
        }

        for (int start = 1; start <= 20_000; start += 5_000)
        {
            await Store.UpsertAsync(
                Index,
                [
                    .. Enumerable.Range(start, 5_000).Select(id =>
                        Record(id, MetadataReader.Read($$"""{"n":{{id % 100}}}"""))),
                ],
                Token);
        }

        fake.Requests.Clear();
        IReadOnlyList<ScoredChunk> hits = await Store.QueryAsync(
            Index,
            new VectorQuery(new float[] { 0, 1 }, 50, new Filter.CompareNumber("n", Comparison.Less, 1)),
            Token);

        Assert.Equal(50, hits.Count);
        Assert.Equal([20_000, 19_900, 19_800], hits.Take(3).Select(hit => hit.Score));
        Assert.Single(fake.Requests.All);
    }

    [Fact]
    public async Task A_key_that_another_process_wrote_is_found()
    {
        if (_server.Fake is null)
        {
            Assert.Skip("needs the fake, to have two processes beside it");
            return;
        }

        await using WeaviateServer other = _server.Beside();
        var filter = new Filter.CompareNumber("new", Comparison.Greater, 1);
        Assert.Empty(await QueryAsync(filter));
        await other.Store.UpsertAsync(Index, [Record(1, MetadataReader.Read("""{"new":2}"""))], Token);

        Assert.Equal([new ChunkId(1)], await QueryAsync(filter));
    }

    [Fact]
    public async Task What_no_object_can_match_is_answered_without_asking()
    {
        if (_server.Fake is not { } fake)
        {
            Assert.Skip("needs the fake, which tells its requests");
            return;
        }

        await Store.UpsertAsync(Index, [Record(1, Metadata.Empty)], Token);
        fake.Requests.Clear();

        Assert.Empty(await QueryAsync(new Filter.In("s", [])));
        Assert.Empty(await QueryAsync(new Filter.CompareNumber("unknown", Comparison.Less, 1)));
        Assert.Equal([new ChunkId(1)], await QueryAsync(new Filter.Not(new Filter.In("s", []))));

        // One to see whether the unknown key is still unknown, one for what matches everything.
        Assert.Equal(["GET", "POST"], fake.Requests.All.Select(request => request.Method));
        Assert.DoesNotContain(fake.Requests.All, request => request.Body.Contains("where"));
    }

    private static VectorRecord Record(int id, Metadata metadata) => new(
        new ChunkId((UInt128)id), new DocumentVersion("d", 1), new float[] { 1, id }, metadata);

    private async Task<IReadOnlyList<ChunkId>> QueryAsync(Filter filter) =>
    [
        .. (await Store.QueryAsync(Index, new VectorQuery(new float[] { 1, 0 }, 500, filter), Token))
            .Select(hit => hit.Id),
    ];
}
