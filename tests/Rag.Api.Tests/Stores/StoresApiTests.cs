using System.Net;
using System.Text.Json;
using Rag.Fakes;

namespace Rag.Api.Tests.Stores;

public sealed class StoresApiTests(RagApplication application)
{
    [Fact]
    public async Task Every_configured_store_is_listed_with_its_health_capabilities_and_limits()
    {
        await using FakeServer qdrant = await FakeServer.StartAsync("qdrant");
        await using var service = new StoresApplication(qdrant.Url);

        JsonElement answer = await service.Client.GetAsync("/v1/stores").JsonAsync(HttpStatusCode.OK);

        Assert.Equal(
            ["embedded ok true", "none ok false", "qdrant ok false", "weaviate unavailable false"],
            answer.GetProperty("stores").EnumerateArray().Select(store => string.Join(
                ' ',
                store.GetProperty("name"),
                store.GetProperty("status"),
                store.GetProperty("default").GetRawText())));
        JsonElement working = answer.GetProperty("stores")[2];
        Assert.Equal("Qdrant 1.19.0", working.GetProperty("engine").GetString());
        Assert.Equal(JsonValueKind.Null, working.GetProperty("error").ValueKind);
        Assert.Equal("""["cosine","dot","euclidean"]""", working.GetProperty("metrics").GetRawText());
        Assert.Equal("""{"dimensions":16000,"batch":256}""", working.GetProperty("limits").GetRawText());
        Assert.True(working.GetProperty("shared").GetBoolean());
        JsonElement failing = answer.GetProperty("stores")[3];
        Assert.Equal("""{"code":"unavailable","retryable":true}""", failing.GetProperty("error").GetRawText());
        Assert.Equal(JsonValueKind.Null, failing.GetProperty("engine").ValueKind);
        // Where the servers stand and what opens them is nobody's business.
        Assert.DoesNotContain("127.0.0.1", answer.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("admin-key", answer.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collection_in_a_store_works_like_one_in_another()
    {
        await using FakeServer qdrant = await FakeServer.StartAsync("qdrant");
        await using var service = new StoresApplication(qdrant.Url);
        string name = await service.Client.NewCollectionAsync(""","store":"qdrant" """);

        await service.Client.PostJsonAsync(
            $"/v1/collections/{name}/documents?wait=60",
            """{"document_id":"d","text":"The kettle boils at one hundred degrees.","metadata":{"room":"kitchen"}}""")
            .JsonAsync(HttpStatusCode.Accepted);
        JsonElement found = await service.Client.PostJsonAsync(
            $"/v1/collections/{name}/search",
            """{"query":"boiling kettle","mode":"vector","filter":{"room":"kitchen"}}""").JsonAsync(HttpStatusCode.OK);

        Assert.Equal("d", Assert.Single(found.GetProperty("results").EnumerateArray())
            .GetProperty("document_id").GetString());
        Assert.Contains(
            qdrant.Requests.All, request => request.Path.EndsWith("/points/query", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_collection_on_a_store_that_is_not_configured_is_refused()
    {
        JsonElement problem = await application.Client
            .PostJsonAsync("/v1/collections", """{"name":"elsewhere","store":"qdrant"}""")
            .ProblemAsync(422, "unknown_store");

        Assert.Equal(
            "The vector store 'qdrant' is not configured; configured are embedded, none.",
            problem.GetProperty("detail").GetString());
    }
}
