using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Rag.Api.Tests.OpenApi;

public sealed partial class OpenApiDocumentTests(RagApplication application)
{
    private static readonly string[] Routes =
    [
        "DELETE /collections/{collection}",
        "DELETE /v1/collections/{collection}",
        "DELETE /v1/collections/{collection}/documents/{document}",
        "DELETE /v1/conversations/{conversation}",
        "GET /api/v1/ping",
        "GET /ask-stream",
        "GET /collections",
        "GET /health",
        "GET /health/live",
        "GET /health/ready",
        "GET /metrics",
        "GET /v1/collections",
        "GET /v1/collections/{collection}",
        "GET /v1/collections/{collection}/documents",
        "GET /v1/collections/{collection}/documents/{document}",
        "GET /v1/collections/{collection}/documents/{document}/chunks",
        "GET /v1/collections/{collection}/documents/{document}/content",
        "GET /v1/collections/{collection}/documents/{document}/events",
        "GET /v1/collections/{collection}/documents/{document}/text",
        "GET /v1/collections/{collection}/reindex",
        "GET /v1/collections/{collection}/reindex/events",
        "GET /v1/collections/{collection}/suggest",
        "GET /v1/conversations",
        "GET /v1/conversations/{conversation}",
        "GET /v1/limits",
        "GET /v1/models",
        "GET /v1/models/{model}",
        "GET /v1/queries/{query}",
        "GET /v1/queries/{query}/stream",
        "GET /v1/stores",
        "GET /v1/usage",
        "PATCH /v1/collections/{collection}",
        "POST /api/v1/ingestion/ingest",
        "POST /api/v1/retrieval/query",
        "POST /ask",
        "POST /documents/upload",
        "POST /query",
        "POST /query/stream",
        "POST /upload/chunks",
        "POST /v1/chat/completions",
        "POST /v1/collections",
        "POST /v1/collections/{collection}/documents",
        "POST /v1/collections/{collection}/documents/batch",
        "POST /v1/collections/{collection}/documents/delete",
        "POST /v1/collections/{collection}/documents/{document}/cancel",
        "POST /v1/collections/{collection}/documents/{document}/retry",
        "POST /v1/collections/{collection}/query",
        "POST /v1/collections/{collection}/query/stream",
        "POST /v1/collections/{collection}/reindex",
        "POST /v1/collections/{collection}/reindex/cancel",
        "POST /v1/collections/{collection}/search",
        "POST /v1/embeddings",
        "POST /v1/queries/{query}/cancel",
        "POST /v1/query",
        "POST /v1/query/stream",
        "POST /v1/search",
    ];

    [Fact]
    public async Task Every_route_is_documented_and_no_other()
    {
        JsonElement document = await DocumentAsync();

        Assert.Equal(Routes, Operations(document).Select(o => $"{o.Method} {o.Path}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_operation_has_an_id_a_summary_a_description_and_one_tag()
    {
        foreach ((string method, string path, JsonElement operation) in Operations(await DocumentAsync()))
        {
            string name = $"{method} {path}";
            Assert.True(operation.GetProperty("operationId").GetString() is { Length: > 0 }, name);
            // A full stop ends the comment of a method, which is no summary for callers.
            Assert.True(operation.GetProperty("summary").GetString() is [.., not '.'], name);
            Assert.True(operation.GetProperty("description").GetString() is { Length: > 0 }, name);
            Assert.Single(operation.GetProperty("tags").EnumerateArray());
        }
    }

    [Fact]
    public async Task Every_parameter_of_a_path_is_described()
    {
        foreach ((string _, string path, JsonElement operation) in Operations(await DocumentAsync()))
        {
            IEnumerable<string?> described = operation.TryGetProperty("parameters", out JsonElement parameters)
                ? parameters.EnumerateArray().Where(p => p.GetProperty("in").GetString() == "path")
                    .Select(p => p.GetProperty("name").GetString())
                : [];
            Assert.Equal(
                PathParameter().Matches(path).Select(match => match.Groups[1].Value).Order(), described.Order());
        }
    }

    [Fact]
    public async Task Every_error_is_documented_as_a_problem()
    {
        foreach ((string _, string path, JsonElement operation) in Operations(await DocumentAsync()))
        {
            bool isOpenAI = operation.GetProperty("tags")[0].GetString() == "OpenAI";
            string type = isOpenAI ? "application/json" : "application/problem+json";
            foreach (JsonProperty response in operation.GetProperty("responses").EnumerateObject())
            {
                bool isHealth = path.StartsWith("/health", StringComparison.Ordinal);
                if (response.Name[0] is '4' or '5' && !isHealth)
                {
                    Assert.True(
                        response.Value.GetProperty("content").TryGetProperty(type, out _), path);
                }
            }
        }
    }

    [Fact]
    public async Task Members_of_schemas_are_snake_case()
    {
        JsonElement schemas = (await DocumentAsync()).GetProperty("components").GetProperty("schemas");

        foreach (JsonProperty schema in schemas.EnumerateObject())
        {
            if (!schema.Value.TryGetProperty("properties", out JsonElement properties)) continue;
            Assert.All(
                properties.EnumerateObject().Where(member => member.Name != "violated-policies"),
                member => Assert.Matches("^[a-z0-9]+(_[a-z0-9]+)*$", member.Name));
        }

        Assert.True(schemas.GetProperty("Answer").GetProperty("properties").TryGetProperty("timings_ms", out _));
    }

    [Fact]
    public async Task The_page_shows_the_document_and_loads_nothing_from_elsewhere()
    {
        using HttpResponseMessage redirected = await application.Client.GetAsync("/docs");
        string page = await application.Client.GetStringAsync("/docs/index.html");
        string script = await application.Client.GetStringAsync("/docs/index.js");

        Assert.Equal(HttpStatusCode.OK, redirected.StatusCode);
        Assert.DoesNotMatch("""(src|href)\s*=\s*["']?(https?:)?//""", page);
        Assert.Contains("/openapi/v1.json", script);
        await application.Client.GetByteArrayAsync("/docs/swagger-ui-bundle.js");
        await application.Client.GetByteArrayAsync("/docs/swagger-ui.css");
    }

    private Task<JsonElement> DocumentAsync() =>
        application.Client.GetAsync("/openapi/v1.json").JsonAsync(HttpStatusCode.OK);

    private static IEnumerable<(string Method, string Path, JsonElement Operation)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select (operation.Name.ToUpperInvariant(), path.Name, operation.Value);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex PathParameter();
}
