using Rag.Pipeline;

namespace Rag.Stores.Tests.Postgres.Chunks;

/// <summary>Every question is answered out of the copy in memory.</summary>
public sealed class SettledChunkStoreTests : ChunkStoreConformance, IDisposable
{
    private readonly PostgresStores _stores = PostgresStores.Create();

    protected override IChunkStore Store => _stores.SettledChunks;

    public void Dispose() => _stores.Dispose();
}
