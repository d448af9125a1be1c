using Microsoft.AspNetCore.Hosting;
using Rag.Fakes;

namespace Rag.Api.Tests;

/// <summary>The service with a reranking server beside it, which <c>rerank: true</c> means.</summary>
public sealed class RerankingApplication : RagApplication, IAsyncLifetime
{
    private FakeServer? _server;

    public FakeServer Reranker => _server!;

    public async ValueTask InitializeAsync() => _server = await FakeServer.StartAsync("rerank");

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Rag:Reranking:Default", "cohere");
        builder.UseSetting("Rag:Models:Rerankers:COHERE:BaseUrl", $"{Reranker.Url}v2");
        builder.UseSetting("Rag:Models:Rerankers:COHERE:ApiKey", "rerank-secret");
        builder.UseSetting("Rag:Models:Rerankers:COHERE:RetryDelay", "00:00:00");
        builder.UseSetting("Rag:Usage:Prices:0:Model", "cohere/rerank-v3.5");
        builder.UseSetting("Rag:Usage:Prices:0:Searches", "2");
        builder.UseSetting("Rag:Models:Rerankers:own:Protocol", "tei");
        builder.UseSetting("Rag:Models:Rerankers:own:BaseUrl", Reranker.Url.ToString());
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
    }
}
