using Rag.Pipeline;

namespace Rag.Stores.Tests.Embedded;

public sealed class EmbeddedDocumentCatalogTests : DocumentCatalogConformance, IDisposable
{
    private readonly EmbeddedStores _stores = new();

    protected override IDocumentCatalog Catalog => _stores.Catalog;

    public void Dispose() => _stores.Dispose();
}
