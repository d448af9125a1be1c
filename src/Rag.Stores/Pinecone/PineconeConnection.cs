using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Rag.Pipeline;
using Rag.Stores.Http;

namespace Rag.Stores.Pinecone;

/// <summary>Requests to the control plane and to the hosts of indexes, and what their answers mean.</summary>
internal sealed class PineconeConnection(PineconeOptions options, TimeProvider clock, ILogger logger) : IDisposable
{
    /// <summary>The version of the interface that is spoken; the vendor keeps each for a year at least.</summary>
    public const string ApiVersion = "2025-10";

    /// <summary>In messages.</summary>
    public const string Vendor = "Pinecone";

    private readonly ConcurrentDictionary<Uri, StoreHttpClient> _clients = new();

    /// <summary>Sends a request to the control plane.</summary>
    public Task<PineconeAnswer> SendAsync(
        HttpMethod method, string path, ReadOnlyMemory<byte>? body, CancellationToken cancellationToken) =>
        SendAsync(options.ControlUrl, method, path, body, cancellationToken);

    /// <summary>Sends a request.</summary>
    /// <param name="url">The control plane, or the host of an index.</param>
    /// <param name="method">The method.</param>
    /// <param name="path">Path and query below it.</param>
    /// <param name="body">JSON; <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<PineconeAnswer> SendAsync(
        Uri url, HttpMethod method, string path, ReadOnlyMemory<byte>? body, CancellationToken cancellationToken) =>
        _clients.GetOrAdd(url, Client)
            .SendAsync(new StoreRequest(method, path) { Body = body }, Read, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (StoreHttpClient client in _clients.Values) client.Dispose();
    }

    private StoreHttpClient Client(Uri url) => new(
        new StoreEndpoint(
            Vendor,
            url,
            [new("Api-Key", options.ApiKey!), new("X-Pinecone-Api-Version", ApiVersion)],
            [options.ApiKey!],
            options),
        clock,
        logger);

    private static PineconeAnswer Read(StoreAnswer answer)
    {
        if (StoreFailure.IsTransient(answer.Status)) return default;
        if (!answer.IsSuccess)
        {
            string text = Encoding.UTF8.GetString(answer.Body);
            // Only in the vendor's own words: a proxy's 404 must not pass for an empty store.
            if (answer.Status == HttpStatusCode.NotFound && IsNotFound(text)) return default;
            throw Refused(answer, text);
        }

        // Deletions of indexes are answered without a body.
        if (answer.Body.Length == 0 && answer.Status == HttpStatusCode.Accepted)
            return new PineconeAnswer(default, true, null, null);
        using JsonDocument json = answer.ReadJson();
        if (json.RootElement.ValueKind != JsonValueKind.Object)
            throw StoreFailure.BadAnswer(answer, "no answer of Pinecone");
        return new PineconeAnswer(
            json.RootElement.Clone(),
            true,
            Lsn(answer, "x-pinecone-request-lsn"),
            Lsn(answer, "x-pinecone-max-indexed-lsn"));
    }

    /// <summary>Whether it is <c>{"code": 5, ..}</c> of an index or <c>{"error": {"code": "NOT_FOUND"}}</c> of the
    /// control plane.</summary>
    private static bool IsNotFound(string text)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            JsonElement root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return false;
            if (root.TryGetProperty("code", out JsonElement code))
                return code.ValueKind == JsonValueKind.Number && code.GetDouble() == 5;
            return root.TryGetProperty("error", out JsonElement error) && error.ValueKind == JsonValueKind.Object
                && error.TryGetProperty("code", out code) && code.ValueEquals("NOT_FOUND");
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static StoreException Refused(StoreAnswer answer, string text)
    {
        StoreException failure = StoreFailure.Of(answer);
        if (answer.Status == HttpStatusCode.Conflict) return new StoreException("exists", failure.Message, false);
        bool isQuota = answer.Status == HttpStatusCode.PaymentRequired
            || (answer.Status == HttpStatusCode.Forbidden && text.Contains("QUOTA", StringComparison.Ordinal));
        if (isQuota)
        {
            return new StoreException(
                "quota_exceeded", $"{answer.Endpoint.Vendor}: {failure.Message} Raise the project's plan.", false);
        }

        return text.Contains("Vector dimension", StringComparison.Ordinal)
            ? new StoreException("dimension_mismatch", failure.Message, isTransient: false)
            : failure;
    }

    private static long? Lsn(StoreAnswer answer, string header) =>
        answer.Headers.TryGetValues(header, out IEnumerable<string>? values)
        && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out long lsn)
            ? lsn
            : null;
}
