using Rag.Pipeline;
using Rag.Pipeline.Filtering;

namespace Rag.Stores.Tests.Postgres.Vectors;

[Collection(PgvectorServer.Collection)]
public sealed class PostgresVectorStoreTests : VectorStoreConformance, IAsyncLifetime
{
    private static readonly IndexId Index = new("tenant", "collection", 1);

    private readonly PostgresStores _stores = new(PgvectorServer.CreateDatabase());

    protected override IVectorStore Store => _stores.Vectors;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _stores.Schema.EnsureAsync(Token);

    public ValueTask DisposeAsync()
    {
        _stores.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(DistanceMetric.Cosine)]
    [InlineData(DistanceMetric.Dot)]
    [InlineData(DistanceMetric.Euclidean)]
    public async Task Through_the_index_a_rare_filter_finds_as_much_as_there_is(DistanceMetric metric)
    {
        await Store.CreateAsync(Index, new VectorIndexSettings(8, metric), Token);
        var random = new Random(11);
        Metadata rare = MetadataReader.Read("""{"k":"rare"}"""), common = MetadataReader.Read("""{"k":"common"}""");
        VectorRecord[] records =
        [
            .. Enumerable.Range(1, 2_000).Select(i => new VectorRecord(
                new ChunkId((UInt128)i), new DocumentVersion("d", 1), Vector(random), i % 100 == 0 ? rare : common)),
        ];
        await Store.UpsertAsync(Index, records, Token);
        using var indexed = new PostgresStores(_stores.ConnectionString, ("ExactVectors", "0"));
        var filter = new Filter.In("k", [MetadataValue.Of("rare")]);
        for (int round = 0; round < 10; round++)
        {
            float[] query = Vector(random);

            // The exact way first: on PGlite both share one session.
            IReadOnlyList<ScoredChunk> expected = await Store.QueryAsync(Index, new(query, 20, filter), Token);
            IReadOnlyList<ScoredChunk> nearest = await Store.QueryAsync(Index, new(query, 10, null), Token);
            Assert.Equal(expected, await indexed.Vectors.QueryAsync(Index, new(query, 20, filter), Token));
            IReadOnlyList<ScoredChunk> found = await indexed.Vectors.QueryAsync(Index, new(query, 10, null), Token);
            Assert.Equal(10, found.Count);
            Assert.InRange(found.Count(nearest.Contains), 8, 10);
        }

        static float[] Vector(Random random) =>
            [.. Enumerable.Range(0, 8).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    [Fact]
    public async Task Vectors_too_long_for_single_precision_are_found_in_half_and_scored_in_single()
    {
        await Store.CreateAsync(Index, new VectorIndexSettings(2_001, DistanceMetric.Cosine), Token);
        using var indexed = new PostgresStores(_stores.ConnectionString, ("ExactVectors", "0"));
        float[] first = new float[2_001], second = new float[2_001];
        (first[0], second[0], second[2_000]) = (1, 3, 4);
        await Store.UpsertAsync(
            Index,
            [
                new(new ChunkId(1), new DocumentVersion("d", 1), first, Metadata.Empty),
                new(new ChunkId(2), new DocumentVersion("d", 1), second, Metadata.Empty),
            ],
            Token);

        IReadOnlyList<ScoredChunk> hits = await indexed.Vectors.QueryAsync(Index, new(first, 2, null), Token);

        Assert.Equal([new(new ChunkId(1), 1f), new(new ChunkId(2), 0.6f)], hits);
    }

    [Fact]
    public async Task More_dimensions_than_the_engine_indexes_are_refused()
    {
        StoreException refusal = await Assert.ThrowsAsync<StoreException>(
            () => Store.CreateAsync(Index, new VectorIndexSettings(4_001, DistanceMetric.Cosine), Token));

        Assert.Equal("too_many_dimensions", refusal.Code);
        Assert.Contains("4,001", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_index_that_another_host_dropped_and_made_again_is_found_anew()
    {
        using var other = new PostgresStores(_stores.ConnectionString);
        await Store.CreateAsync(Index, new VectorIndexSettings(2, DistanceMetric.Cosine), Token);
        Assert.Empty(await Store.QueryAsync(Index, new(new float[] { 1, 0 }, 1, null), Token));

        await other.Vectors.DropAsync(Index, Token);
        StoreException failure = await Assert.ThrowsAsync<StoreException>(
            () => Store.QueryAsync(Index, new(new float[] { 1, 0 }, 1, null), Token));
        await other.Vectors.CreateAsync(Index, new VectorIndexSettings(3, DistanceMetric.Dot), Token);

        Assert.Equal("unknown_index", failure.Code);
        Assert.Empty(await Store.QueryAsync(Index, new(new float[] { 1, 0, 0 }, 1, null), Token));
    }
}
