using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rag.Fakes.Speaking;

namespace Rag.Fakes.Reranking;

/// <summary>
/// Reranking servers: Cohere's at <c>/v2</c>, Jina's at <c>/v1</c>, Voyage's at <c>/voyage/v1</c>, and
/// text-embeddings-inference at the root. A passage is the better the more words of the question it holds, and of two
/// that hold the same the shorter one. Only the last needs no key.
/// </summary>
public sealed class RerankFake : IFake
{
    /// <inheritdoc/>
    public void Build(WebApplication app)
    {
        foreach (RerankShape shape in RerankShape.All)
            app.MapPost(shape.Path, context => AnswerAsync(context, shape));
    }

    /// <inheritdoc/>
    public Task WriteErrorAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        string type = status switch { 429 => "Overloaded", 503 => "Unhealthy", >= 500 => "Backend", _ => "Validation" };
        return context.Request.Path.Value switch
        {
            "/rerank" => context.Response.WriteAsJsonAsync(new { error = message, error_type = type }),
            "/v2/rerank" => context.Response.WriteAsJsonAsync(new { id = Guid.NewGuid(), message }),
            _ => context.Response.WriteAsJsonAsync(new { detail = message }),
        };
    }

    /// <inheritdoc/>
    public Task WriteUnauthorizedAsync(HttpContext context)
    {
        if (context.Request.Path != "/rerank") return WriteErrorAsync(context, 401, "invalid api token");
        context.Response.StatusCode = 401;
        return Task.CompletedTask;
    }

    private async Task AnswerAsync(HttpContext context, RerankShape shape)
    {
        if (shape.NeedsModel && context.Request.Headers.Authorization.Count == 0)
        {
            await WriteUnauthorizedAsync(context);
            return;
        }

        (string? model, string? question, string[]? passages) = await ReadAsync(context.Request, shape);
        if (question is null || passages is null || (shape.NeedsModel && model is null))
            await WriteErrorAsync(context, shape.NeedsModel ? 400 : 422, "invalid request: a member is missing");
        else if (passages.Length == 0)
            await WriteErrorAsync(context, 400, "batch is empty");
        else if (passages.Length > shape.MaxPassages)
            await WriteErrorAsync(
                context, 422, $"batch size {passages.Length} > maximum allowed batch size {shape.MaxPassages}");
        else
            await context.Response.WriteAsJsonAsync(shape.Answer(model, Judge(question, passages)));
    }

    private static async Task<(string? Model, string? Question, string[]? Passages)> ReadAsync(
        HttpRequest request, RerankShape shape)
    {
        try
        {
            using JsonDocument body = await JsonDocument.ParseAsync(request.Body);
            string? Text(string name) =>
                body.RootElement.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
            string[]? passages = body.RootElement.TryGetProperty(shape.Passages, out JsonElement list)
                ? [.. list.EnumerateArray().Select(item => item.GetString() ?? "")]
                : null;
            return (Text("model"), Text("query"), passages);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return (null, null, null);
        }
    }

    private static RerankResult[] Judge(string question, string[] passages)
    {
        HashSet<string> asked = WordVectors.WordsOf(question);
        return
        [
            .. passages
                .Select((text, index) => new RerankResult(index, Similarity(asked, WordVectors.WordsOf(text)), text))
                .OrderByDescending(result => result.Score),
        ];
    }

    /// <summary>The cosine of two sets of words, 0..1.</summary>
    private static double Similarity(HashSet<string> asked, HashSet<string> said) =>
        Math.Round(asked.Count(said.Contains) / Math.Sqrt(Math.Max(1, asked.Count) * Math.Max(1, said.Count)), 6);
}
