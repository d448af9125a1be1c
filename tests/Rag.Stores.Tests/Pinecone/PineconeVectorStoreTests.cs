using Rag.Pipeline;

namespace Rag.Stores.Tests.Pinecone;

public sealed class PineconeVectorStoreTests : VectorStoreConformance, IAsyncLifetime
{
    private PineconeServer _server = null!;

    protected override IVectorStore Store => _server.Store;

    // The wait for a write searches, too, but for one hit.
    protected override int? Searches => _server.Fake?.Requests.All.Count(request =>
        request.Path.EndsWith("/query", StringComparison.Ordinal)
        && !request.Body.Contains("\"topK\":1,", StringComparison.Ordinal));

    public async ValueTask InitializeAsync() => _server = await PineconeServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
