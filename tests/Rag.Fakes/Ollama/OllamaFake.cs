using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rag.Fakes.Speaking;

namespace Rag.Fakes.Ollama;

/// <summary>
/// An Ollama server's own protocol: chat, embeddings, the list of models and fetching one. Its answers depend on the
/// prompt (<see cref="Speaker"/>). What no client of ours sends is left out: generate, create, copy, tools, images.
/// </summary>
public sealed class OllamaFake : IFake
{
    private const int DefaultDimensions = 768;
    private const int ContextTokens = 2_048;

    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<string, DateTimeOffset> _models = new(StringComparer.Ordinal);

    /// <summary>Creates a server that has two models.</summary>
    public OllamaFake(TimeProvider clock)
    {
        _clock = clock;
        _models["llama3.2:latest"] = clock.GetUtcNow();
        _models["nomic-embed-text:latest"] = clock.GetUtcNow();
    }

    /// <summary>What it is to say, and how.</summary>
    public Speaker Speaker { get; } = new();

    /// <inheritdoc/>
    public void Build(WebApplication app)
    {
        Speaker.Map(app);
        app.MapMethods("/", ["GET", "HEAD"], () => "Ollama is running");
        app.MapGet("/api/version", () => new { version = "0.12.0" });
        app.MapGet("/api/tags", () => new { models = _models.OrderBy(pair => pair.Key).Select(Describe) });
        app.MapPost("/api/chat", context => AnswerAsync(
            context, body => new OllamaChatRoute(Speaker, _clock).InvokeAsync(context, body, Check(body))));
        app.MapPost("/api/embed", context => AnswerAsync(context, body => EmbedAsync(context, body)));
        app.MapPost("/api/pull", context => AnswerAsync(context, body => PullAsync(context, body)));
        app.MapPost("/api/show", context => AnswerAsync(context, body => context.Response.WriteAsJsonAsync(new
        {
            details = Details, modified_at = _models[Check(body)], capabilities = new[] { "completion" },
        })));
        app.MapDelete("/api/delete", context => AnswerAsync(context, body =>
        {
            _models.TryRemove(Check(body), out _);
            return Task.CompletedTask;
        }));
    }

    /// <inheritdoc/>
    public Task WriteErrorAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { error = message });
    }

    /// <inheritdoc/>
    public Task WriteUnauthorizedAsync(HttpContext context) => WriteErrorAsync(context, 401, "unauthorized");

    private static object Details => new
    {
        parent_model = "",
        format = "gguf",
        family = "fake",
        families = new[] { "fake" },
        parameter_size = "1B",
        quantization_level = "Q4_K_M",
    };

    private async Task AnswerAsync(HttpContext context, Func<JsonElement, Task> answer)
    {
        try
        {
            using JsonDocument body = await JsonDocument.ParseAsync(context.Request.Body);
            await answer(body.RootElement);
        }
        catch (JsonException exception)
        {
            await WriteErrorAsync(context, 400, exception.Message);
        }
        catch (OllamaFailure failure)
        {
            await WriteErrorAsync(context, failure.Status, failure.Message);
        }
    }

    private string Check(JsonElement body)
    {
        string name = NameOf(body);
        string tagged = name.Contains(':', StringComparison.Ordinal) ? name : $"{name}:latest";
        return _models.ContainsKey(tagged) ? tagged : throw new OllamaFailure(404, $"model '{name}' not found");
    }

    /// <summary><c>name</c> is the older word, which Ollama's own client still sends to fetch and to delete.</summary>
    private static string NameOf(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object
        && (body.TryGetProperty("model", out JsonElement model) || body.TryGetProperty("name", out model))
        && model.GetString() is { Length: > 0 } name
            ? name
            : throw new OllamaFailure(400, "model is required");

    private async Task EmbedAsync(HttpContext context, JsonElement body)
    {
        string model = NameOf(body);
        Check(body);
        string[] texts = !body.TryGetProperty("input", out JsonElement input) ? [] : input.ValueKind switch
        {
            JsonValueKind.String => [input.GetString()!],
            JsonValueKind.Array => [.. input.EnumerateArray().Select(text => text.GetString()!)],
            _ => throw new OllamaFailure(400, "invalid input type"),
        };
        bool truncates = !body.TryGetProperty("truncate", out JsonElement truncate)
            || truncate.ValueKind != JsonValueKind.False;
        if (!truncates && texts.Any(text => Speaker.Count(text) > ContextTokens))
            throw new OllamaFailure(400, "the input length exceeds the context length");
        int dimensions = body.TryGetProperty("dimensions", out JsonElement wanted)
            ? wanted.GetInt32()
            : DefaultDimensions;
        await context.Response.WriteAsJsonAsync(new
        {
            model,
            embeddings = texts.Select(text => WordVectors.Of(text, dimensions)),
            total_duration = 14_143_917,
            load_duration = 1_019_500,
            prompt_eval_count = texts.Sum(Speaker.Count),
        });
    }

    private async Task PullAsync(HttpContext context, JsonElement body)
    {
        string name = NameOf(body);
        context.Response.ContentType = "application/x-ndjson";
        await OllamaChatRoute.SendAsync(context, new { status = "pulling manifest" });
        if (name.StartsWith("missing", StringComparison.Ordinal))
        {
            await OllamaChatRoute.SendAsync(context, new { error = "pull model manifest: file does not exist" });
            return;
        }

        const string Digest = "sha256:1a2b";
        foreach (int completed in (int[])[0, 500, 1_000])
        {
            await OllamaChatRoute.SendAsync(
                context, new { status = "pulling 1a2b", digest = Digest, total = 1_000, completed });
        }

        _models[name.Contains(':', StringComparison.Ordinal) ? name : $"{name}:latest"] = _clock.GetUtcNow();
        foreach (string status in (string[])["verifying sha256 digest", "writing manifest", "success"])
            await OllamaChatRoute.SendAsync(context, new { status });
    }

    private static object Describe(KeyValuePair<string, DateTimeOffset> model) => new
    {
        name = model.Key,
        model = model.Key,
        modified_at = model.Value,
        size = 1_000L,
        digest = "1a2b",
        details = Details,
    };
}
