using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;

namespace Rag.Api.Tests;

/// <summary>The service over a fake of OpenAI's chat model, which a test tells what to say.</summary>
public sealed class ChattyApplication : OpenAIApplication
{
    /// <summary>The next answers of the model; what it was asked before is forgotten.</summary>
    public async Task ScriptAsync(params string[] answers)
    {
        using var client = new HttpClient { BaseAddress = Models.Url };
        using HttpResponseMessage set = await client.PutAsJsonAsync("__script", new { answers });
        set.EnsureSuccessStatusCode();
        Models.Requests.Clear();
    }

    /// <summary>What the model was sent since the script, by call: the system's message and the user's.</summary>
    public IReadOnlyList<(string System, string User)> Prompts() =>
    [
        .. Models.Requests.All.Where(request => request.Path == "/v1/chat/completions").Select(request =>
        {
            JsonElement messages = JsonDocument.Parse(request.Body).RootElement.GetProperty("messages");
            return (messages[0].GetProperty("content").GetString()!, messages[1].GetProperty("content").GetString()!);
        }),
    ];

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Rag:Models:ChatProvider", "openai");
        builder.UseSetting("Rag:Models:OpenAI:MaxRetries", "0");
        builder.UseSetting("Rag:Prompting:MaxHistoryTokens", "100");
    }
}
