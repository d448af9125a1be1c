using Rag.Pipeline;

namespace Rag.Stores.Tests.Embedded;

public sealed class EmbeddedEmbeddingCacheTests : EmbeddingCacheConformance, IDisposable
{
    private readonly EmbeddedStores _stores = new();

    protected override IEmbeddingCache Cache => _stores.Embeddings;

    protected override IChunkStore Chunks => _stores.Chunks;

    [Fact]
    public async Task A_damaged_row_is_told_and_mended_by_writing_it_again()
    {
        await CreateAsync();
        await KeepAsync("d", 1, Robin);
        await _stores.Database.WriteAsync(
            session => session.Execute("UPDATE embeddings SET vector = zeroblob(length(vector))"), Token);

        StoreException damage = await Assert.ThrowsAsync<StoreException>(() => FindAsync("d", 1, Robin));
        await KeepAsync("d", 1, Robin);

        Assert.Equal("corrupt", damage.Code);
        Assert.False(damage.IsTransient);
        Assert.Equal([Robin], await FindAsync("d", 1, Robin));
    }

    protected override long CountRows() =>
        _stores.Database.Read(session => session.QueryInteger("SELECT COUNT(*) FROM embeddings"))!.Value;

    public void Dispose() => _stores.Dispose();
}
