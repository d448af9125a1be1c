using Rag.Pipeline;

namespace Rag.Stores.Tests.Qdrant;

public sealed class QdrantVectorStoreTests : VectorStoreConformance, IAsyncLifetime
{
    private QdrantServer _server = null!;

    protected override IVectorStore Store => _server.Store;

    public async ValueTask InitializeAsync() => _server = await QdrantServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
