using Rag.Pipeline;

namespace Rag.Stores.Tests.Postgres.Embeddings;

public sealed class PostgresEmbeddingCacheTests : EmbeddingCacheConformance, IDisposable
{
    private readonly PostgresStores _stores = PostgresStores.Create();

    protected override IEmbeddingCache Cache => _stores.Embeddings;

    protected override IChunkStore Chunks => _stores.Chunks;

    [Fact]
    public async Task A_vector_is_stored_as_little_endian_singles_and_not_compressed()
    {
        await CreateAsync();
        var embedding = new CachedEmbedding(Enumerable.Repeat(1f, 1_536).ToArray(), null);
        await Cache.WriteAsync(
            Index, new("d", 1), Model, new Dictionary<TextDigest, CachedEmbedding> { [Robin] = embedding }, Token);

        Assert.Equal(6_144, _stores.Ask("SELECT pg_column_size(vector) FROM rag_embeddings"));
        Assert.Equal("0000803f", _stores.Ask("SELECT encode(substr(vector, 1, 4), 'hex') FROM rag_embeddings"));
        Assert.Equal("3f036b05bd34f9a5", _stores.Ask("SELECT encode(substr(digest, 1, 8), 'hex') FROM rag_embeddings"));
    }

    protected override long CountRows() => (long)_stores.Ask("SELECT count(*) FROM rag_embeddings")!;

    public void Dispose() => _stores.Dispose();
}
