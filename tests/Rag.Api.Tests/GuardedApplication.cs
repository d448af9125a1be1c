using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;

namespace Rag.Api.Tests;

/// <summary>
/// The service over a fake of OpenAI's chat model that a test makes hostile or obedient, with a secret in every setting
/// that takes one, one host that may be linked to, and a cache of answers.
/// </summary>
public sealed class GuardedApplication : OpenAIApplication
{
    /// <summary>What no prompt may hold.</summary>
    public static readonly string[] Secrets =
        ["sk-canary-openai-41", "canary-qdrant-42", "canary-weaviate-43", "canary-operator-44", "canary-azure-45"];

    /// <summary>Tells the model what to say; what it was asked before is forgotten.</summary>
    public async Task ScriptAsync(object script)
    {
        using var client = new HttpClient { BaseAddress = Models.Url };
        using HttpResponseMessage set = await client.PutAsJsonAsync("__script", script);
        set.EnsureSuccessStatusCode();
        Models.Requests.Clear();
    }

    /// <summary>The bodies that the model was sent since the script.</summary>
    public IReadOnlyList<JsonElement> Sent() =>
    [
        .. Models.Requests.All.Where(request => request.Path == "/v1/chat/completions")
            .Select(request => JsonDocument.Parse(request.Body).RootElement),
    ];

    /// <summary>The text of a message that the model was sent.</summary>
    public static string MessageOf(JsonElement sent, int index) =>
        sent.GetProperty("messages")[index].GetProperty("content").GetString()!;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Rag:Models:ChatProvider", "openai");
        builder.UseSetting("Rag:Models:OpenAI:MaxRetries", "0");
        builder.UseSetting("Rag:Models:OpenAI:ApiKey", Secrets[0]);
        builder.UseSetting("Rag:Qdrant:ApiKey", Secrets[1]);
        builder.UseSetting("Rag:Weaviate:ApiKey", Secrets[2]);
        builder.UseSetting("Rag:Operator:Key", Secrets[3]);
        builder.UseSetting("Rag:Models:AzureOpenAI:ApiKey", Secrets[4]);
        builder.UseSetting("Rag:AnswerCache:MaxBytes", "1000000");
        builder.UseSetting("Rag:Links:AllowedHosts:0", "*.allowed.example");
    }
}
