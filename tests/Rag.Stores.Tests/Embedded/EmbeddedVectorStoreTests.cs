using Rag.Pipeline;
using Rag.Pipeline.Filtering;

namespace Rag.Stores.Tests.Embedded;

public sealed class EmbeddedVectorStoreTests : VectorStoreConformance, IDisposable
{
    private const int Dimensions = 12;

    private static readonly IndexId Index = new("t", "c", 1);

    private readonly EmbeddedStores _stores = new();

    protected override IVectorStore Store => _stores.Vectors;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Query_results_are_the_same_after_a_restart()
    {
        using var directory = new TemporaryDirectory();
        float[] query = Vector(0);
        IReadOnlyList<ScoredChunk> before;
        using (var stores = new EmbeddedStores(directory.Path))
        {
            await FillAsync(stores.Vectors, 1, 5_000);
            await stores.Vectors.DeleteAsync(Index, [.. Enumerable.Range(100, 3_000).Select(Id)], Token);
            await stores.Vectors.UpsertAsync(Index, Records(6_000, 500), Token);
            before = await stores.Vectors.QueryAsync(Index, new VectorQuery(query, 100, null), Token);
        }

        using var again = new EmbeddedStores(directory.Path);
        Assert.Equal(before, await again.Vectors.QueryAsync(Index, new VectorQuery(query, 100, null), Token));
        Assert.Equal(2_500, await again.Vectors.CountAsync(Index, Token));
    }

    [Fact]
    public async Task Space_of_deleted_vectors_is_used_again()
    {
        await FillAsync(Store, 1, 1_000);
        for (int round = 1; round <= 20; round++)
        {
            await Store.DeleteAsync(Index, [.. Enumerable.Range(1, 1_000).Select(Id)], Token);
            await Store.UpsertAsync(Index, Records(1, 1_000), Token);
        }

        Assert.Equal(1_000, await Store.CountAsync(Index, Token));
        Assert.Single(Directory.GetFiles(Path.Combine(_stores.Directory, "vectors"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_segment_cut_anywhere_within_its_last_record_is_reported_and_other_indexes_go_on()
    {
        using var directory = new TemporaryDirectory();
        await using var fixture = await SegmentFixture.CreateAsync(directory.Path);
        for (int cut = 0; cut < Dimensions * 4; cut++)
        {
            fixture.Truncate((9 * Dimensions * 4) + cut);
            using var stores = new EmbeddedStores(directory.Path);
            StoreException failure = await Assert.ThrowsAsync<StoreException>(
                () => stores.Vectors.QueryAsync(Index, new VectorQuery(Vector(1), 1, null), Token));
            Assert.Equal("corrupt", failure.Code);
            Assert.Equal(1, await stores.Vectors.CountAsync(SegmentFixture.Sound, Token));
        }

        fixture.Truncate(10 * Dimensions * 4);
        using var whole = new EmbeddedStores(directory.Path);
        Assert.Equal(10, await whole.Vectors.CountAsync(Index, Token));
        await whole.Vectors.UpsertAsync(Index, Records(50, 10), Token);
        Assert.Equal(20, await whole.Vectors.CountAsync(Index, Token));
    }

    [Fact]
    public async Task A_flipped_bit_anywhere_is_reported_and_never_returned()
    {
        using var directory = new TemporaryDirectory();
        await using var fixture = await SegmentFixture.CreateAsync(directory.Path);
        for (int position = 0; position < 10 * Dimensions * 4; position += 7)
        {
            fixture.Flip(position);
            using (var stores = new EmbeddedStores(directory.Path))
            {
                StoreException failure = await Assert.ThrowsAsync<StoreException>(
                    () => stores.Vectors.QueryAsync(Index, new VectorQuery(Vector(1), 1, null), Token));
                Assert.Equal("corrupt", failure.Code);
            }

            fixture.Flip(position);
        }
    }

    [Theory]
    [InlineData("id", "zeroblob(16)")]
    [InlineData("metadata", "'{\"a\":1}'")]
    [InlineData("document_id", "'x'")]
    [InlineData("version", "77")]
    [InlineData("slot", "4000")]
    public async Task A_row_that_does_not_fit_its_record_is_reported(string column, string value)
    {
        using var directory = new TemporaryDirectory();
        await using var fixture = await SegmentFixture.CreateAsync(directory.Path);
        using (var stores = new EmbeddedStores(directory.Path))
        {
            await stores.Database.WriteAsync(
                session => session.Execute($"UPDATE vectors SET {column} = {value} WHERE index_key = 1 AND slot = 3"),
                Token);
        }

        using var again = new EmbeddedStores(directory.Path);
        StoreException failure = await Assert.ThrowsAsync<StoreException>(() => again.Vectors.CountAsync(Index, Token));
        Assert.Equal("corrupt", failure.Code);
    }

    [Fact]
    public async Task A_damaged_index_can_be_dropped_and_made_again()
    {
        using var directory = new TemporaryDirectory();
        await using var fixture = await SegmentFixture.CreateAsync(directory.Path);
        fixture.Flip(5);
        using var stores = new EmbeddedStores(directory.Path);
        await Assert.ThrowsAsync<StoreException>(() => stores.Vectors.CountAsync(Index, Token));

        await stores.Vectors.DropAsync(Index, Token);
        await FillAsync(stores.Vectors, 1, 3);

        Assert.Equal(3, await stores.Vectors.CountAsync(Index, Token));
    }

    [Fact]
    public async Task Indexes_beyond_the_memory_limit_are_let_go_and_come_back()
    {
        using var stores = new EmbeddedStores(null, ("VectorMemoryMegabytes", "16"));
        IndexId[] indexes = [.. Enumerable.Range(1, 6).Select(generation => Index with { Generation = generation })];
        var settings = new VectorIndexSettings(1_000, DistanceMetric.Cosine);
        float[] vector = [.. Enumerable.Repeat(1f, 1_000)];
        for (int round = 0; round < 3; round++)
        {
            foreach (IndexId index in indexes)
            {
                await stores.Vectors.CreateAsync(index, settings, Token);
                VectorRecord[] records =
                [
                    .. Enumerable.Range(round * 2_000, 2_000).Select(id =>
                        new VectorRecord(Id(id), new DocumentVersion("d", 1), vector, Metadata.Empty)),
                ];
                await stores.Vectors.UpsertAsync(index, records, Token);
            }
        }

        foreach (IndexId index in indexes) Assert.Equal(6_000, await stores.Vectors.CountAsync(index, Token));
    }

    [Fact]
    public async Task Very_small_and_very_large_values_have_a_direction()
    {
        await Store.CreateAsync(Index, new VectorIndexSettings(2, DistanceMetric.Cosine), Token);
        float[][] vectors = [[1e-40f, 0], [0, 3e38f], [3e38f, 3e38f]];
        VectorRecord[] records =
        [
            .. vectors.Select((vector, i) => new VectorRecord(
                Id(i), new DocumentVersion("d", 1), vector, Metadata.Empty)),
        ];
        await Store.UpsertAsync(Index, records, Token);

        IReadOnlyList<ScoredChunk> hits = await Store.QueryAsync(
            Index, new VectorQuery(new float[] { 1e-30f, 0 }, 10, null), Token);

        Assert.Equal([new(Id(0), 1f), new(Id(2), 0.70710678f), new(Id(1), 0f)], hits);
    }

    [Fact]
    public async Task Metadata_of_vectors_that_are_gone_are_forgotten()
    {
        await Store.CreateAsync(Index, new VectorIndexSettings(2, DistanceMetric.Cosine), Token);
        for (int round = 0; round < 50; round++)
        {
            VectorRecord[] records =
            [
                .. Enumerable.Range(1, 100).Select(id => new VectorRecord(
                    Id(id),
                    new DocumentVersion("d", round),
                    new float[] { id, 1 },
                    MetadataReader.Read($$"""{"n":{{(round * 100) + id}}}"""))),
            ];
            await Store.UpsertAsync(Index, records, Token);
        }

        var filter = new Filter.CompareNumber("n", Comparison.Greater, (49 * 100) + 90);
        IReadOnlyList<ScoredChunk> hits = await Store.QueryAsync(
            Index, new VectorQuery(new float[] { 1, 1 }, 100, filter), Token);
        Assert.Equal(Enumerable.Range(91, 10).Select(Id).ToHashSet(), hits.Select(hit => hit.Id).ToHashSet());
    }

    public void Dispose() => _stores.Dispose();

    private static ChunkId Id(int id) => new((UInt128)id);

    private static float[] Vector(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Dimensions).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    private static List<VectorRecord> Records(int first, int count) =>
    [
        .. Enumerable.Range(first, count).Select(id => new VectorRecord(
            Id(id), new DocumentVersion("d" + (id / 100), 1), Vector(id), MetadataReader.Read("""{"k":"v"}"""))),
    ];

    private static async Task FillAsync(IVectorStore store, int first, int count)
    {
        await store.CreateAsync(Index, new VectorIndexSettings(Dimensions, DistanceMetric.Cosine), Token);
        await store.UpsertAsync(Index, Records(first, count), Token);
    }

    /// <summary>A directory with ten vectors in one index and one in another, closed.</summary>
    private sealed class SegmentFixture(string segment, byte[] bytes) : IAsyncDisposable
    {
        public static IndexId Sound { get; } = Index with { Collection = "sound" };

        public static async Task<SegmentFixture> CreateAsync(string directory)
        {
            using (var stores = new EmbeddedStores(directory))
            {
                await FillAsync(stores.Vectors, 1, 10);
                await stores.Vectors.CreateAsync(Sound, new VectorIndexSettings(Dimensions, DistanceMetric.Dot), Token);
                await stores.Vectors.UpsertAsync(Sound, Records(1, 1), Token);
            }

            string path = Path.Combine(directory, "vectors", "1", "000000.f32");
            return new SegmentFixture(path, await File.ReadAllBytesAsync(path, Token));
        }

        public void Truncate(int length) => File.WriteAllBytes(segment, bytes[..length]);

        public void Flip(int position)
        {
            bytes[position] ^= (byte)(1 << (position % 8));
            File.WriteAllBytes(segment, bytes);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
