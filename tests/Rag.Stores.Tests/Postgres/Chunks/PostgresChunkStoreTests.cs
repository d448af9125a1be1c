using Rag.Pipeline;

namespace Rag.Stores.Tests.Postgres.Chunks;

public sealed class PostgresChunkStoreTests : ChunkStoreConformance, IDisposable
{
    private readonly PostgresStores _stores = PostgresStores.Create();

    protected override IChunkStore Store => _stores.Chunks;

    public void Dispose() => _stores.Dispose();
}
