using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Rag.Fakes;

namespace Rag.Api.Tests;

/// <summary>The service over a fake of OpenAI's chat model, which a test tells what to say.</summary>
public class ChattyApplication : RagApplication, IAsyncLifetime
{
    private FakeServer? _model;

    public FakeServer Model => _model!;

    public async ValueTask InitializeAsync() => _model = await FakeServer.StartAsync("openai");

    /// <summary>The next answers of the model; what it was asked before is forgotten.</summary>
    public async Task ScriptAsync(params string[] answers)
    {
        using var client = new HttpClient { BaseAddress = Model.Url };
        using HttpResponseMessage set = await client.PutAsJsonAsync("__script", new { answers });
        set.EnsureSuccessStatusCode();
        Model.Requests.Clear();
    }

    /// <summary>What the model was sent since the script, by call: the system's message and the user's.</summary>
    public IReadOnlyList<(string System, string User)> Prompts() =>
    [
        .. Model.Requests.All.Where(request => request.Path == "/v1/chat/completions").Select(request =>
        {
            JsonElement messages = JsonDocument.Parse(request.Body).RootElement.GetProperty("messages");
            return (messages[0].GetProperty("content").GetString()!, messages[1].GetProperty("content").GetString()!);
        }),
    ];

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Rag:Models:ChatProvider", "openai");
        builder.UseSetting("Rag:Models:OpenAI:BaseUrl", $"{Model.Url}v1");
        builder.UseSetting("Rag:Models:OpenAI:ApiKey", "fake-key");
        builder.UseSetting("Rag:Models:OpenAI:ChatModel", "gpt-4o-mini");
        builder.UseSetting("Rag:Models:OpenAI:MaxRetries", "0");
        builder.UseSetting("Rag:Prompting:MaxHistoryTokens", "100");
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        if (_model is not null) await _model.DisposeAsync();
    }
}
