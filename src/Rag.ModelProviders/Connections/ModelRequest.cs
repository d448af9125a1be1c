using System.Net.Http.Headers;

namespace Rag.ModelProviders.Connections;

/// <summary>One call, as often as it must be sent.</summary>
/// <param name="Method">GET without a body, POST with one.</param>
/// <param name="Uri">Where to.</param>
/// <param name="Json">The body; empty for none.</param>
internal sealed record ModelRequest(HttpMethod Method, Uri Uri, ReadOnlyMemory<byte> Json)
{
    private static readonly MediaTypeHeaderValue JsonType = new("application/json");

    public static ModelRequest Post(Uri uri, ReadOnlyMemory<byte> json) => new(HttpMethod.Post, uri, json);

    public static ModelRequest Get(Uri uri) => new(HttpMethod.Get, uri, default);

    /// <summary>A message can be sent once only.</summary>
    public HttpRequestMessage CreateMessage() => new(Method, Uri)
    {
        Content = Json.IsEmpty ? null : new ReadOnlyMemoryContent(Json) { Headers = { ContentType = JsonType } },
    };
}
