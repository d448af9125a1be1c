using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Rag.Pipeline;

namespace Rag.Stores.Http;

/// <summary>
/// A complete answer that no retry would change: a success, or a refusal that the adapter knows to read.
/// </summary>
internal sealed record StoreAnswer(
    StoreEndpoint Endpoint, StoreRequest Request, HttpStatusCode Status, HttpResponseHeaders Headers, byte[] Body)
{
    /// <summary>Whether the status is 2xx.</summary>
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>The answer if its status is 2xx.</summary>
    /// <exception cref="StoreException">It is not.</exception>
    public StoreAnswer EnsureSuccess() => IsSuccess ? this : throw StoreFailure.Of(this);

    /// <summary>The body as JSON; disposed of by the caller.</summary>
    /// <exception cref="StoreException">
    /// Code <c>bad_answer</c>, transient: it is empty or no JSON, for instance a proxy's page.
    /// </exception>
    public JsonDocument ReadJson()
    {
        try
        {
            return JsonDocument.Parse(Body);
        }
        catch (JsonException error)
        {
            throw StoreFailure.BadAnswer(this, "no JSON", error);
        }
    }
}
