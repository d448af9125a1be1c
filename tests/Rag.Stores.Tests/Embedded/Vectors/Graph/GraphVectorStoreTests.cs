using Rag.Pipeline;
using Rag.Stores.Tests.Embedded;

namespace Rag.Stores.Tests.Embedded.Vectors.Graph;

/// <summary>The whole suite on an index that has a graph from its first vector on.</summary>
public sealed class GraphVectorStoreTests : VectorStoreConformance, IDisposable
{
    private readonly EmbeddedStores _stores = new(null, ("VectorGraphThreshold", "1"));

    protected override IVectorStore Store => _stores.Vectors;

    public void Dispose() => _stores.Dispose();
}
