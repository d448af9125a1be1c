using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Rag.Fakes.Pinecone;

/// <summary>A request, its path cut and decoded segment by segment.</summary>
internal sealed class PineconeRequest(HttpContext context, byte[] body)
{
    private JsonElement? _json;

    public HttpRequest Http => context.Request;

    public string Method => context.Request.Method;

    public string[] Segments { get; } =
    [
        .. context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0].Trim('/').Split('/')
            .Select(Uri.UnescapeDataString),
    ];

    /// <summary>The body, an object.</summary>
    public JsonElement Json => _json ??= Parse();

    public string? Query(string name) => context.Request.Query[name].FirstOrDefault();

    public string[] All(string name) => [.. context.Request.Query[name].OfType<string>()];

    /// <summary>The namespace of the query string or the body; the default one has an alias.</summary>
    public string Namespace(bool isInBody) =>
        (isInBody ? Json.Text("namespace") : Query("namespace")) switch
        {
            null or "__default__" => "",
            { Length: > 512 } => throw PineconeRefusal.Invalid("Namespace must be at most 512 characters"),
            { } name => name,
        };

    /// <summary>A number of the query string.</summary>
    public int Limit(int otherwise, int most)
    {
        if (Query("limit") is not { } text) return otherwise;
        return int.TryParse(text, out int limit) && limit >= 1 && limit <= most
            ? limit
            : throw PineconeRefusal.Invalid($"Invalid limit value, must be between 1 and {most}");
    }

    private JsonElement Parse()
    {
        try
        {
            JsonElement root = JsonSerializer.Deserialize<JsonElement>(body);
            return root.ValueKind == JsonValueKind.Object
                ? root
                : throw PineconeRefusal.Invalid("Invalid JSON payload received: an object is expected");
        }
        catch (JsonException error)
        {
            throw PineconeRefusal.Invalid($"Invalid JSON payload received: {error.Message}");
        }
    }
}
