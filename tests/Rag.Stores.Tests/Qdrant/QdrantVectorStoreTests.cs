using Rag.Pipeline;

namespace Rag.Stores.Tests.Qdrant;

public sealed class QdrantVectorStoreTests : VectorStoreConformance, IAsyncLifetime
{
    private QdrantServer _server = null!;

    protected override IVectorStore Store => _server.Store;

    protected override int? Searches => _server.Fake?.Requests.All.Count(request =>
        request.Path.EndsWith("/points/query", StringComparison.Ordinal));

    public async ValueTask InitializeAsync() => _server = await QdrantServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
