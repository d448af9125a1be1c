using Rag.Pipeline;

namespace Rag.Stores.Tests.Postgres.Chunks;

/// <summary>Every question is answered by the database.</summary>
public sealed class StatementChunkStoreTests : ChunkStoreConformance, IDisposable
{
    private readonly PostgresStores _stores = PostgresStores.Create(("KeywordMemoryMegabytes", "0"));

    protected override IChunkStore Store => _stores.Chunks;

    public void Dispose() => _stores.Dispose();
}
