using System.Net;
using System.Text.Json;

namespace Rag.Api.Tests.Search;

public sealed class SearchApiTests(RagApplication application)
{
    private HttpClient Client => application.Client;

    [Fact]
    public async Task A_hit_has_every_member_of_the_contract()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(
            collection, "The otter swims on its back.", ("document_id", "o"), ("title", "Otters"),
            ("metadata", """{"n":1}"""));

        JsonElement found = await Client
            .PostJsonAsync($"/v1/collections/{collection}/search", """{"query":"otter","top_k":3}""")
            .JsonAsync(HttpStatusCode.OK);

        Assert.Equal(["results", "generation", "took_ms", "warnings", "searched_for", "usage"], Names(found));
        Assert.Equal(1, found.GetProperty("generation").GetInt32());
        JsonElement hit = Assert.Single(found.GetProperty("results").EnumerateArray());
        Assert.Subset(Names(hit).ToHashSet(), new HashSet<string>
        {
            "chunk_id", "document_id", "version", "title", "author", "text", "score", "scores", "location", "metadata",
            "rank", "context",
        });
        Assert.Equal(["vector", "keyword", "fused", "rerank"], Names(hit.GetProperty("scores")));
        Assert.Equal(["page", "section", "char_start", "char_end"], Names(hit.GetProperty("location")));
        Assert.Equal("o", hit.GetProperty("document_id").GetString());
        Assert.Equal("Otters", hit.GetProperty("title").GetString());
        Assert.Equal(1, hit.GetProperty("rank").GetInt32());
        Assert.Equal(JsonValueKind.Null, hit.GetProperty("author").ValueKind);
    }

    [Theory]
    [InlineData("vector")]
    [InlineData("keyword")]
    [InlineData("hybrid")]
    public async Task Every_mode_finds_the_passage(string mode)
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "The badger digs a sett.");

        JsonElement found = await Client.PostJsonAsync(
            $"/v1/collections/{collection}/search", $$"""{"query":"badger sett","mode":"{{mode}}"}""")
            .JsonAsync(HttpStatusCode.OK);

        Assert.Single(found.GetProperty("results").EnumerateArray());
    }

    [Fact]
    public async Task A_filter_keeps_only_what_matches()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(
            collection, "Fox one.", ("document_id", "a"), ("metadata", """{"department_id":"d7"}"""));
        await Client.IngestAsync(
            collection, "Fox two.", ("document_id", "b"), ("metadata", """{"department_id":"d8"}"""));

        JsonElement found = await Client.PostJsonAsync(
            $"/v1/collections/{collection}/search", """{"query":"fox","filter":{"department_id":"d7"}}""")
            .JsonAsync(HttpStatusCode.OK);

        Assert.Equal(
            "a", Assert.Single(found.GetProperty("results").EnumerateArray()).GetProperty("document_id").GetString());
    }

    [Fact]
    public async Task Several_collections_are_searched_at_once()
    {
        string first = await Client.NewCollectionAsync();
        string second = await Client.NewCollectionAsync();
        await Client.IngestAsync(first, "The hare runs.", ("document_id", "a"));
        await Client.IngestAsync(second, "The hare sleeps.", ("document_id", "b"));

        JsonElement found = await Client.PostJsonAsync(
            "/v1/search", $$"""{"query":"hare","collections":["{{first}}","{{second}}"]}""")
            .JsonAsync(HttpStatusCode.OK);

        Assert.Equal(
            ["a", "b"],
            found.GetProperty("results").EnumerateArray().Select(hit => hit.GetProperty("document_id").GetString())
                .Order());
    }

    [Fact]
    public async Task Collections_with_different_models_and_metrics_are_searched_at_once()
    {
        string own = await Client.NewCollectionAsync();
        string brought = await Client.NewCollectionAsync(External("euclidean"));
        await Client.IngestAsync(own, "The hare runs over the field.", ("document_id", "a"));
        await Client.IngestAsync(own, "A train departs.", ("document_id", "b"));
        await Client.PostJsonAsync(
            $"/v1/collections/{brought}/documents?wait=60",
            """{"document_id":"c","chunks":[{"text":"The hare hides.","vector":[3,4]}]}""")
            .JsonAsync(HttpStatusCode.Accepted);

        JsonElement byWords = await Client.PostJsonAsync(
            "/v1/search", $$"""{"query":"hare hides","collections":["{{own}}","{{brought}}"]}""")
            .JsonAsync(HttpStatusCode.OK);

        Assert.Equal(
            [("a", JsonValueKind.Number), ("b", JsonValueKind.Number), ("c", JsonValueKind.Null)],
            byWords.GetProperty("results").EnumerateArray()
                .Select(hit => (
                    hit.GetProperty("document_id").GetString()!,
                    hit.GetProperty("scores").GetProperty("vector").ValueKind))
                .Order());
        Assert.Equal(
            $"The embedding provider of the collection '{brought}' is 'external': without 'vector' it was searched by "
                + "keywords alone.",
            Assert.Single(byWords.GetProperty("warnings").EnumerateArray()).GetString());
        await Client.PostJsonAsync(
            "/v1/search", $$"""{"query":"hare","vector":[3,4],"collections":["{{own}}","{{brought}}"]}""")
            .ProblemAsync(422, "invalid");
    }

    [Fact]
    public async Task Similarities_of_two_metrics_are_not_compared_and_the_answer_says_so()
    {
        string[] collections = new string[2];
        for (int i = 0; i < 2; i++)
        {
            collections[i] = await Client.NewCollectionAsync(External(i == 0 ? "cosine" : "euclidean"));
            await Client.PostJsonAsync(
                $"/v1/collections/{collections[i]}/documents?wait=60",
                """{"chunks":[{"text":"near","vector":[3,4]},{"text":"far","vector":[-9,2]}]}""")
                .JsonAsync(HttpStatusCode.Accepted);
        }

        JsonElement found = await Client.PostJsonAsync(
            "/v1/search", $$"""{"vector":[3,4],"collections":["{{collections[0]}}","{{collections[1]}}"]}""")
            .JsonAsync(HttpStatusCode.OK);

        JsonElement[] hits = [.. found.GetProperty("results").EnumerateArray()];
        Assert.Equal(["near", "near", "far", "far"], hits.Select(hit => hit.GetProperty("text").GetString()));
        Assert.Equal([1, 1, 0, 0], hits.Select(hit => hit.GetProperty("score").GetDouble()));
        Assert.Contains("cannot be compared", found.GetProperty("warnings")[0].GetString());
    }

    [Theory]
    [InlineData("""{"query":"a"}""", 422, "invalid_collections")]
    [InlineData("""{"query":"a","collections":[]}""", 422, "invalid_collections")]
    [InlineData("""{"query":"a","collections":["nowhere"]}""", 404, "not_found")]
    [InlineData("""{"query":"a","collections":["No Name"]}""", 404, "not_found")]
    [InlineData("""{"query":"a","collections":"default"}""", 400, "malformed_json")]
    public async Task Collections_must_be_named_and_exist(string body, int status, string code) =>
        await Client.PostJsonAsync("/v1/search", body).ProblemAsync(status, code);

    private static string External(string metric) =>
        $$$""","embedding":{"provider":"external","model":"m","dimensions":2},"metric":"{{{metric}}}" """;

    private static IEnumerable<string> Names(JsonElement element) =>
        element.EnumerateObject().Select(member => member.Name);
}
