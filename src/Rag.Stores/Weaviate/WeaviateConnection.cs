using System.Net;
using System.Text;
using System.Text.Json;
using Rag.Pipeline;
using Rag.Stores.Http;

namespace Rag.Stores.Weaviate;

/// <summary>
/// Requests to the server and what its answers mean: failures hide in 200s, some of them without a body. Before the
/// first request the server's version is read once.
/// </summary>
internal sealed class WeaviateConnection(StoreHttpClient http)
{
    private const string Vendor = "Weaviate";

    /// <summary>The first with the operator <c>Not</c>.</summary>
    private static readonly Version Oldest = new(1, 33);

    private static readonly Version NextMajor = new(2, 0);

    /// <summary>What a query cannot become right by asking again.</summary>
    private static readonly string[] PermanentProblems =
    [
        "Syntax Error", "Cannot query field", "Unknown argument", "has invalid value", "where filter",
        "where' filter", "no such prop", "vector lengths don't match", "query maximum results exceeded",
        "requires inverted index", "could not find class", "class not found",
    ];

    private volatile bool _isChecked;

    /// <summary>Sends a request and reads the JSON of its answer; <see langword="null"/> for 404 without a body, which
    /// is how the server says that there is no such class.</summary>
    public async Task<JsonElement?> SendAsync(
        HttpMethod method, string path, ReadOnlyMemory<byte>? body, CancellationToken cancellationToken)
    {
        await CheckVersionAsync(cancellationToken);
        return await http.SendAsync(new StoreRequest(method, path) { Body = body }, ReadJson, cancellationToken);
    }

    /// <summary>Sends a request whose success has no body.</summary>
    public async Task SendOnlyAsync(HttpMethod method, string path, CancellationToken cancellationToken)
    {
        await CheckVersionAsync(cancellationToken);
        await http.SendAsync(
            new StoreRequest(method, path),
            answer => IsToBeTriedAgain(answer) ? answer : answer.EnsureSuccess(),
            cancellationToken);
    }

    /// <summary>Runs a query.</summary>
    public async Task<GraphQlReply> QueryAsync(string query, CancellationToken cancellationToken)
    {
        await CheckVersionAsync(cancellationToken);
        ReadOnlyMemory<byte> body = JsonBody.Object(json => json.WriteString("query", query));
        return await http.SendAsync(
            new StoreRequest(HttpMethod.Post, "v1/graphql") { Body = body }, ReadReply, cancellationToken);
    }

    /// <summary>Reads the server's version anew and asks whether it answers queries.</summary>
    /// <exception cref="StoreException">
    /// Code <c>unsupported_version</c>: older than 1.33, or newer than 1.x. Code <c>unsupported</c>: its GraphQL is
    /// off.
    /// </exception>
    public async Task<string> ReadVersionAsync(CancellationToken cancellationToken)
    {
        JsonElement? meta =
            await http.SendAsync(new StoreRequest(HttpMethod.Get, "v1/meta"), ReadJson, cancellationToken);
        string version = meta is { } json
            ? StoreFailure.Reading(Vendor, json, one => one.GetProperty("version").GetString() ?? "")
            : throw new StoreException("bad_answer", "There is no Weaviate server at the configured address.", false);
        bool known = Version.TryParse(version.Split('-', '+')[0], out Version? number);
        if (!known || number < Oldest || number >= NextMajor)
        {
            throw new StoreException(
                "unsupported_version",
                $"The Weaviate server says version '{version}'; {Oldest} up to below {NextMajor} is understood.",
                isTransient: false);
        }

        ReadOnlyMemory<byte> body = JsonBody.Object(json =>
            json.WriteString("query", "{__schema{queryType{name}}}"));
        await http.SendAsync(
            new StoreRequest(HttpMethod.Post, "v1/graphql") { Body = body }, ReadReply, cancellationToken);
        _isChecked = true;
        return version;
    }

    private async Task CheckVersionAsync(CancellationToken cancellationToken)
    {
        if (!_isChecked) await ReadVersionAsync(cancellationToken);
    }

    private static JsonElement? ReadJson(StoreAnswer answer)
    {
        if (IsToBeTriedAgain(answer)) return null;
        if (answer is { Status: HttpStatusCode.NotFound, Body.Length: 0 }) return null;
        using JsonDocument json = answer.EnsureSuccess().ReadJson();
        return json.RootElement.Clone();
    }

    /// <summary>Whether the status is transient; that of a quota is, but a quota does not pass.</summary>
    private static bool IsToBeTriedAgain(StoreAnswer answer)
    {
        if (!StoreFailure.IsTransient(answer.Status)) return false;
        if (answer.Status == HttpStatusCode.TooManyRequests && Text(answer).Contains("USAGE_LIMIT_EXCEEDED"))
        {
            throw new StoreException(
                "quota_exceeded",
                $"{StoreFailure.Of(answer).Message} Raise the server's limit or delete collections.",
                isTransient: false);
        }

        return true;
    }

    private static GraphQlReply ReadReply(StoreAnswer answer)
    {
        string text = answer.IsSuccess ? "" : Text(answer);
        if (text.Contains("no graphql provider present", StringComparison.Ordinal))
            return new GraphQlReply(default, "no class at all");
        if (answer.Status == HttpStatusCode.Gone || text.Contains("graphql api is disabled", StringComparison.Ordinal))
        {
            throw new StoreException(
                "unsupported",
                $"{StoreFailure.Of(answer).Message} This store searches through GraphQL: switch it on in the server " +
                "(DISABLE_GRAPHQL=false, no namespaces).",
                isTransient: false);
        }

        if (ReadJson(answer) is not { } json) return default;
        if (json.ValueKind != JsonValueKind.Object) throw StoreFailure.BadAnswer(answer, "no answer to a query");
        if (json.TryGetProperty("errors", out JsonElement errors) && errors.ValueKind == JsonValueKind.Array)
        {
            string problem = string.Join("; ", StoreFailure.Reading(Vendor, errors, Messages));
            if (!PermanentProblems.Any(known => problem.Contains(known, StringComparison.Ordinal)))
            {
                string code = problem.Contains("429", StringComparison.Ordinal) ? "throttled" : "unavailable";
                throw new StoreException(code, $"Weaviate did not answer a query: {problem}", isTransient: true);
            }

            return new GraphQlReply(default, problem);
        }

        return json.TryGetProperty("data", out JsonElement data)
            ? new GraphQlReply(data, null)
            : throw StoreFailure.BadAnswer(answer, "no answer to a query");
    }

    private static IEnumerable<string> Messages(JsonElement errors) =>
        errors.EnumerateArray().Select(error => error.GetProperty("message").GetString() ?? "").ToList();

    private static string Text(StoreAnswer answer) => Encoding.UTF8.GetString(answer.Body);
}
