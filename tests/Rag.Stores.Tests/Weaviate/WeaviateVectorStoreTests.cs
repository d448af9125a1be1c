using Rag.Pipeline;

namespace Rag.Stores.Tests.Weaviate;

public sealed class WeaviateVectorStoreTests : VectorStoreConformance, IAsyncLifetime
{
    private WeaviateServer _server = null!;

    protected override IVectorStore Store => _server.Store;

    public async ValueTask InitializeAsync() => _server = await WeaviateServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
