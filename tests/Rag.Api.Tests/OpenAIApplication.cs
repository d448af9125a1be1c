using Microsoft.AspNetCore.Hosting;
using Rag.Fakes;

namespace Rag.Api.Tests;

/// <summary>The service with a fake of OpenAI's models beside it.</summary>
public abstract class OpenAIApplication : RagApplication, IAsyncLifetime
{
    private FakeServer? _models;

    public FakeServer Models => _models!;

    public async ValueTask InitializeAsync() => _models = await FakeServer.StartAsync("openai");

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Rag:Models:OpenAI:BaseUrl", $"{Models.Url}v1");
        builder.UseSetting("Rag:Models:OpenAI:ApiKey", "fake-key");
        builder.UseSetting("Rag:Models:OpenAI:ChatModel", "gpt-4o-mini");
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        if (_models is not null) await _models.DisposeAsync();
    }
}
