using System.Net;
using System.Text;
using System.Text.Json;
using Rag.Pipeline;
using Rag.Stores.Http;

namespace Rag.Stores.Qdrant;

/// <summary>
/// Requests to the server and what its answers mean. Before the first one the server's version is read once: its REST
/// paths carry none.
/// </summary>
internal sealed class QdrantConnection(StoreHttpClient http, QdrantOptions options, TimeProvider clock)
{
    /// <summary>The query interface that everything here stands on.</summary>
    private static readonly Version Oldest = new(1, 10);

    private static readonly Version NextMajor = new(2, 0);

    private volatile string? _version;

    /// <summary>Sends a request and reads <c>result</c>; <see langword="null"/> if the collection does not
    /// exist.</summary>
    public async Task<JsonElement?> TrySendAsync(
        HttpMethod method, string path, ReadOnlyMemory<byte>? body, CancellationToken cancellationToken)
    {
        await CheckVersionAsync(cancellationToken);
        StoreAnswer answer = await http.SendAsync(
            new StoreRequest(method, path) { Body = body }, cancellationToken);
        if (answer.IsSuccess) return Result(answer);
        string text = Encoding.UTF8.GetString(answer.Body);
        // Only in the server's own words: a 404 of a proxy or of an unknown path must not pass for an empty store.
        if (answer.Status == HttpStatusCode.NotFound && text.Contains("doesn't exist", StringComparison.Ordinal))
            return null;
        throw Refused(answer, text);
    }

    /// <summary>
    /// Sends a write and returns when reads see it. Where the server gives up waiting, the write is sent again: it is
    /// idempotent, and the server's log keeps the order.
    /// </summary>
    /// <returns><see langword="false"/> if the collection does not exist.</returns>
    public async Task<bool> TryWriteAsync(
        HttpMethod method, string path, ReadOnlyMemory<byte>? body, CancellationToken cancellationToken)
    {
        // Less than the request may take, so that the server's own words arrive in time.
        double wait = Math.Min(options.RequestTimeout.TotalSeconds * 0.8, options.VisibilityTimeout.TotalSeconds);
        string waiting = $"{path}?wait=true&timeout={Math.Max(1, (int)wait)}";
        long begun = clock.GetTimestamp();
        while (true)
        {
            if (await TrySendAsync(method, waiting, body, cancellationToken) is not { } result) return false;
            string? status = result.TryGetProperty("status", out JsonElement value) ? value.GetString() : null;
            if (status == "completed") return true;
            if (clock.GetElapsedTime(begun) >= options.VisibilityTimeout)
            {
                throw new StoreException(
                    "not_visible",
                    $"Qdrant accepted a write but did not make it visible within " +
                    $"{options.VisibilityTimeout.TotalSeconds:0.#} s (status '{status}').",
                    isTransient: true);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), clock, cancellationToken);
        }
    }

    /// <summary>The server's version, read anew.</summary>
    /// <exception cref="StoreException">
    /// Code <c>unsupported_version</c>: older than 1.10, or newer than 1.x.
    /// </exception>
    public async Task<string> ReadVersionAsync(CancellationToken cancellationToken)
    {
        StoreAnswer answer = await http.SendAsync(new StoreRequest(HttpMethod.Get, ""), cancellationToken);
        using JsonDocument json = answer.EnsureSuccess().ReadJson();
        string text = json.RootElement.ValueKind == JsonValueKind.Object
            && json.RootElement.TryGetProperty("version", out JsonElement value)
            && value.ValueKind == JsonValueKind.String
                ? value.GetString()!
                : throw StoreFailure.BadAnswer(answer, "no answer of a Qdrant server");
        bool known = Version.TryParse(text.Split('-', '+')[0], out Version? version);
        if (known && version >= Oldest && version < NextMajor) return _version = text;
        throw new StoreException(
            "unsupported_version",
            $"The Qdrant server says version '{text}'; {Oldest} up to below {NextMajor} is understood.",
            isTransient: false);
    }

    private async Task CheckVersionAsync(CancellationToken cancellationToken)
    {
        if (_version is null) await ReadVersionAsync(cancellationToken);
    }

    private static JsonElement Result(StoreAnswer answer)
    {
        using JsonDocument json = answer.ReadJson();
        return json.RootElement.ValueKind == JsonValueKind.Object
            && json.RootElement.TryGetProperty("result", out JsonElement result)
                ? result.Clone()
                : throw StoreFailure.BadAnswer(answer, "no answer of a Qdrant server");
    }

    private static StoreException Refused(StoreAnswer answer, string text)
    {
        StoreException failure = StoreFailure.Of(answer);
        string? code = text switch
        {
            _ when text.Contains("Vector dimension error", StringComparison.Ordinal) => "dimension_mismatch",
            _ when text.Contains("larger than allowed", StringComparison.Ordinal) => QdrantBatch.TooLarge,
            _ when text.Contains("upsert limit", StringComparison.Ordinal) => QdrantBatch.TooLarge,
            _ => null,
        };
        return code is null ? failure : new StoreException(code, failure.Message, isTransient: false);
    }
}
