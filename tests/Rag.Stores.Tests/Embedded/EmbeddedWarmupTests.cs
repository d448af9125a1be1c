using Rag.Pipeline;
using Rag.Pipeline.Filtering;

namespace Rag.Stores.Tests.Embedded;

public sealed class EmbeddedWarmupTests : IDisposable
{
    private static readonly IndexId Large = new("t", "large", 1);
    private static readonly IndexId Small = new("t", "small", 1);

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Large_indexes_are_read_after_the_start_and_small_ones_when_they_are_searched()
    {
        using (var stores = new EmbeddedStores(_directory.Path))
        {
            await FillAsync(stores, Large, 1_200);
            await FillAsync(stores, Small, 20);
        }

        using var again = new EmbeddedStores(_directory.Path);
        Assert.Equal((0, 0), again.SizeBytes);
        await again.StartAsync(Token);

        (long Keywords, long Vectors) read = again.SizeBytes;
        Assert.True(read is { Keywords: > 0, Vectors: > 0 });
        await SearchAsync(again, Large);
        Assert.Equal(read, again.SizeBytes);
        await SearchAsync(again, Small);
        Assert.True(again.SizeBytes.Keywords > read.Keywords && again.SizeBytes.Vectors > read.Vectors);
    }

    [Fact]
    public async Task Nothing_is_read_where_it_is_switched_off()
    {
        using (var stores = new EmbeddedStores(_directory.Path)) await FillAsync(stores, Large, 1_200);

        using var again = new EmbeddedStores(_directory.Path, ("WarmUp", "false"));
        await again.StartAsync(Token);

        Assert.Equal((0, 0), again.SizeBytes);
    }

    [Fact]
    public async Task An_index_that_is_damaged_does_not_keep_the_others_from_being_read()
    {
        var damaged = new IndexId("t", "damaged", 1);
        using (var stores = new EmbeddedStores(_directory.Path))
        {
            await FillAsync(stores, damaged, 1_500);
            await FillAsync(stores, Large, 1_200);
        }

        File.Delete(Path.Combine(_directory.Path, "vectors", "1", "000000.f32"));
        using var again = new EmbeddedStores(_directory.Path);
        await again.StartAsync(Token);

        Assert.True(again.SizeBytes.Vectors > 0);
    }

    public void Dispose() => _directory.Dispose();

    private static async Task FillAsync(EmbeddedStores stores, IndexId index, int passages)
    {
        await stores.Chunks.CreateAsync(index, Token);
        await stores.Chunks.PublishAsync(
            index, "d", 1, [.. Enumerable.Range(0, passages).Select(number => $"passage number {number}")]);
        await stores.Vectors.CreateAsync(index, new VectorIndexSettings(8, DistanceMetric.Cosine), Token);
        await stores.Vectors.UpsertAsync(
            index,
            [
                .. Enumerable.Range(0, passages).Select(number => new VectorRecord(
                    ChunkId.Create(index, "d", 1, number),
                    new DocumentVersion("d", 1),
                    new float[] { 1, number, 0, 0, 0, 0, 0, 0 },
                    Metadata.Empty)),
            ],
            Token);
    }

    private static async Task SearchAsync(EmbeddedStores stores, IndexId index)
    {
        await stores.Chunks.SearchAsync(index, new KeywordQuery("passage", 1, null), Token);
        await stores.Vectors.QueryAsync(index, new VectorQuery(new float[] { 1, 1, 0, 0, 0, 0, 0, 0 }, 1, null), Token);
    }
}
