using Microsoft.AspNetCore.Hosting;
using Rag.Fakes;

namespace Rag.Api.Tests;

/// <summary>The service over a fake of OpenAI's models, keeping what they say.</summary>
public sealed class CachingApplication : RagApplication, IAsyncLifetime
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
        builder.UseSetting("Rag:Models:ChatProvider", "openai");
        builder.UseSetting("Rag:AnswerCache:MaxBytes", "1000000");
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_models is not null) await _models.DisposeAsync();
    }
}
