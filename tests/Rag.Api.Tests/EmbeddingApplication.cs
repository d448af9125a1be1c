using Microsoft.AspNetCore.Hosting;
using Rag.Fakes;

namespace Rag.Api.Tests;

/// <summary>The service with an embedding model of OpenAI's and a Qdrant server beside it.</summary>
public sealed class EmbeddingApplication : RagApplication, IAsyncLifetime
{
    private FakeServer? _openAI;
    private FakeServer? _qdrant;

    public FakeServer OpenAI => _openAI!;

    public FakeServer Qdrant => _qdrant!;

    public async ValueTask InitializeAsync()
    {
        _openAI = await FakeServer.StartAsync("openai");
        _qdrant = await FakeServer.StartAsync("qdrant");
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Rag:Models:EmbeddingProvider", "openai");
        builder.UseSetting("Rag:Models:OpenAI:BaseUrl", $"{OpenAI.Url}v1");
        builder.UseSetting("Rag:Models:OpenAI:ApiKey", "openai-secret");
        builder.UseSetting("Rag:Qdrant:Url", Qdrant.Url.ToString());
        builder.UseSetting("Rag:Qdrant:ApiKey", "admin-key");
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_openAI is not null) await _openAI.DisposeAsync();
        if (_qdrant is not null) await _qdrant.DisposeAsync();
    }
}
