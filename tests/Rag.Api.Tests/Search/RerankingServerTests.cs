using System.Net;
using System.Text.Json;
using Rag.Fakes.Faults;

namespace Rag.Api.Tests.Search;

public sealed class RerankingServerTests(RerankingApplication application) : IClassFixture<RerankingApplication>
{
    private HttpClient Client => application.Client;

    [Theory]
    [InlineData("true", "/v2/rerank")]
    [InlineData("""{"model":"cohere"}""", "/v2/rerank")]
    [InlineData("""{"model":"own"}""", "/rerank")]
    public async Task A_request_chooses_the_server_that_orders_its_hits(string rerank, string path)
    {
        string collection = await TwoDocumentsAsync();
        application.Reranker.Requests.Clear();

        JsonElement found = await SearchAsync(collection, rerank);

        JsonElement[] hits = [.. found.GetProperty("results").EnumerateArray()];
        Assert.Equal(["brief", "long"], hits.Select(hit => hit.GetProperty("document_id").GetString()));
        Assert.All(hits, hit => Assert.Equal(
            hit.GetProperty("score").GetDouble(), hit.GetProperty("scores").GetProperty("rerank").GetDouble()));
        Assert.Empty(found.GetProperty("warnings").EnumerateArray());
        Assert.Equal(path, Assert.Single(application.Reranker.Requests.All).Path);
    }

    [Fact]
    public async Task A_server_that_fails_costs_the_order_and_not_the_search()
    {
        string collection = await TwoDocumentsAsync();
        application.Reranker.Faults.Set([new Fault(FaultKind.Refuse) { Status = 503, Path = "/v2/" }]);

        JsonElement found = await SearchAsync(collection, "true");

        application.Reranker.Faults.Set([]);
        Assert.Equal(2, found.GetProperty("results").GetArrayLength());
        string warning = Assert.Single(found.GetProperty("warnings").EnumerateArray()).GetString()!;
        Assert.Contains("'cohere' failed (provider_error)", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("rerank-secret", warning, StringComparison.Ordinal);
    }

    /// <summary>To keywords the one that repeats them is better, to the fake the one that says little else.</summary>
    private async Task<string> TwoDocumentsAsync()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(
            collection,
            "Grain, grain and grain: of harvests, weather, ships and the price of corn in seven ports.",
            ("document_id", "long"));
        await Client.IngestAsync(collection, "The grain directory.", ("document_id", "brief"));
        return collection;
    }

    private Task<JsonElement> SearchAsync(string collection, string rerank) => Client
        .PostJsonAsync(
            $"/v1/collections/{collection}/search", $$"""{"query":"grain","mode":"keyword","rerank":{{rerank}}}""")
        .JsonAsync(HttpStatusCode.OK);
}
