using Rag.Pipeline;

namespace Rag.Stores.Tests.Postgres.Blobs;

public sealed class PostgresBlobStoreTests : BlobStoreConformance, IDisposable
{
    private readonly PostgresStores _stores = PostgresStores.Create();

    protected override IBlobStore Store => _stores.Blobs;

    public void Dispose() => _stores.Dispose();
}
