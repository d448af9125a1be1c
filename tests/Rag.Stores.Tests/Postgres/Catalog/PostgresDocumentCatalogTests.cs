using Rag.Pipeline;

namespace Rag.Stores.Tests.Postgres.Catalog;

public sealed class PostgresDocumentCatalogTests : DocumentCatalogConformance, IDisposable
{
    private readonly PostgresStores _stores = PostgresStores.Create();

    protected override IDocumentCatalog Catalog => _stores.Catalog;

    public void Dispose() => _stores.Dispose();
}
