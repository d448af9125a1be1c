using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rag.Fakes.Speaking;

namespace Rag.Fakes.OpenAI;

/// <summary>
/// OpenAI's chat completions, embeddings and models, as a server whose answers depend on the prompt
/// (<see cref="Speaker"/>). What no client of ours sends is left out: tools, several choices, logprobs, images.
/// </summary>
public sealed class OpenAIFake(TimeProvider clock) : IFake
{
    private static readonly string[] Models =
    [
        "gpt-4o", "gpt-4o-mini", "text-embedding-3-large", "text-embedding-3-small", "text-embedding-ada-002",
    ];

    private readonly long _started = clock.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>What it is to say, and how.</summary>
    public Speaker Speaker { get; } = new();

    /// <inheritdoc/>
    public void Build(WebApplication app)
    {
        Speaker.Map(app);
        app.MapPost("/v1/chat/completions", context => AnswerAsync(
            context, body => new OpenAIChatRoute(Speaker, clock, Check).InvokeAsync(context, body)));
        app.MapPost("/v1/embeddings", context => AnswerAsync(
            context, body => OpenAIEmbeddingsRoute.InvokeAsync(context, body, Check)));
        app.MapGet("/v1/models", context => AnswerAsync(context, _ => context.Response.WriteAsJsonAsync(
            new { @object = "list", data = Models.Select(Describe) })));
        app.MapGet("/v1/models/{model}", context => AnswerAsync(
            context,
            _ => context.Response.WriteAsJsonAsync(Describe(Check((string)context.Request.RouteValues["model"]!)))));
        app.MapFallback(context => WriteAsync(context, new OpenAIFailure(
            404, $"Invalid URL ({context.Request.Method} {context.Request.Path})")));
    }

    /// <inheritdoc/>
    public Task WriteErrorAsync(HttpContext context, int status, string message) => WriteAsync(
        context,
        status == 429
            ? new OpenAIFailure(429, message, null, "rate_limit_exceeded", "requests")
            : new OpenAIFailure(status, message, type: status >= 500 ? "server_error" : "invalid_request_error"));

    /// <inheritdoc/>
    public Task WriteUnauthorizedAsync(HttpContext context) => WriteAsync(context, new OpenAIFailure(
        401, "Incorrect API key provided: fa**-key.", null, "invalid_api_key"));

    private static async Task AnswerAsync(HttpContext context, Func<JsonElement, Task> answer)
    {
        context.Response.Headers["x-request-id"] = $"req_{Guid.NewGuid():n}";
        context.Response.Headers["openai-version"] = "2020-10-01";
        context.Response.Headers["openai-processing-ms"] = "1";
        try
        {
            if (!context.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.Ordinal))
            {
                throw new OpenAIFailure(401, "You didn't provide an API key. You need to provide your API key in an " +
                    "Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).");
            }

            await answer(await ReadAsync(context));
        }
        catch (OpenAIFailure failure)
        {
            await WriteAsync(context, failure);
        }
    }

    private static async Task<JsonElement> ReadAsync(HttpContext context)
    {
        if (context.Request.Method == "GET") return default;
        try
        {
            using JsonDocument body = await JsonDocument.ParseAsync(context.Request.Body);
            if (body.RootElement.ValueKind == JsonValueKind.Object) return body.RootElement.Clone();
        }
        catch (JsonException)
        {
            // Said below.
        }

        throw new OpenAIFailure(400, "We could not parse the JSON body of your request. (HINT: This likely means you " +
            "aren't using your HTTP library correctly. The OpenAI API expects a JSON payload.)");
    }

    private static async Task WriteAsync(HttpContext context, OpenAIFailure failure)
    {
        context.Response.StatusCode = failure.Status;
        await context.Response.WriteAsJsonAsync(failure.Body);
    }

    /// <summary>The model, if there is one of that name.</summary>
    private static string Check(string? model) => model switch
    {
        null => throw new OpenAIFailure(400, "you must provide a model parameter"),
        _ => Models.Contains(model) ? model : throw OpenAIFailure.NoModel(model),
    };

    private object Describe(string model) => new
    {
        id = model, @object = "model", created = _started, owned_by = "system",
    };
}
