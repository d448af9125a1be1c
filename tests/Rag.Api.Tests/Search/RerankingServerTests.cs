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
    public async Task What_a_reranker_bills_is_counted_and_priced_in_the_search_the_answer_and_the_tenants_usage()
    {
        string collection = await TwoDocumentsAsync();
        JsonElement before = await UsageAsync();

        JsonElement search = (await SearchAsync(collection, "true")).GetProperty("usage");
        JsonElement own = (await SearchAsync(collection, """{"model":"own"}""")).GetProperty("usage");
        JsonElement answer = (await Client
            .PostJsonAsync($"/v1/collections/{collection}/query", """{"question":"grain","rerank":true}""")
            .JsonAsync(HttpStatusCode.OK)).GetProperty("usage");

        Assert.All([search, answer], usage =>
        {
            Assert.Equal(1, usage.GetProperty("search_units").GetInt64());
            Assert.Equal(0.002m, usage.GetProperty("cost_usd").GetDecimal());
        });
        Assert.False(search.GetProperty("estimated").GetBoolean());
        // It reports nothing and has no price.
        Assert.True(own.GetProperty("estimated").GetBoolean());
        Assert.True(own.GetProperty("rerank_tokens").GetInt64() > 20);
        Assert.Equal(JsonValueKind.Null, own.GetProperty("cost_usd").ValueKind);
        JsonElement after = await UsageAsync();
        Assert.Equal(
            0.004m, after.GetProperty("cost_usd").GetDecimal() - before.GetProperty("cost_usd").GetDecimal());
        JsonElement cohere = after.GetProperty("models").EnumerateArray()
            .Single(model => model.GetProperty("model").GetString() == "cohere/rerank-v3.5");
        Assert.Equal("rerank", cohere.GetProperty("role").GetString());
        Assert.True(cohere.GetProperty("search_units").GetInt64() >= 2);
        Assert.Equal(0, cohere.GetProperty("unpriced_search_units").GetInt64());
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

    private async Task<JsonElement> UsageAsync() =>
        (await Client.GetAsync(new Uri("/v1/usage", UriKind.Relative)).JsonAsync(HttpStatusCode.OK))
            .GetProperty("total");

    private Task<JsonElement> SearchAsync(string collection, string rerank) => Client
        .PostJsonAsync(
            $"/v1/collections/{collection}/search", $$"""{"query":"grain","mode":"keyword","rerank":{{rerank}}}""")
        .JsonAsync(HttpStatusCode.OK);
}
