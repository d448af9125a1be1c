using System.Net;
using System.Text.Json;

namespace Rag.Api.Tests.Collections;

public sealed class ExternalVectorsTests(RagApplication application)
{
    private const string External = """,'embedding':{'provider':'external','model':'mine','dimensions':3}""";

    private HttpClient Client => application.Client;

    [Fact]
    public async Task Vectors_of_the_callers_own_are_stored_and_searched()
    {
        string collection = await NewAsync();

        JsonElement found = await SearchAsync(collection, """{"vector":[0,1,0.1],"top_k":2}""")
            .JsonAsync(HttpStatusCode.OK);

        JsonElement[] hits = [.. found.GetProperty("results").EnumerateArray()];
        Assert.Equal(["The crow caws.", "The owl hoots."], hits.Select(hit => hit.GetProperty("text").GetString()));
        Assert.Equal(0.995, hits[0].GetProperty("scores").GetProperty("vector").GetDouble(), 3);
    }

    [Fact]
    public async Task A_text_without_a_vector_searches_by_keyword()
    {
        string collection = await NewAsync();

        JsonElement found = await SearchAsync(collection, """{"query":"owl"}""").JsonAsync(HttpStatusCode.OK);

        JsonElement hit = Assert.Single(found.GetProperty("results").EnumerateArray());
        Assert.Equal("The owl hoots.", hit.GetProperty("text").GetString());
        Assert.Equal(JsonValueKind.Null, hit.GetProperty("scores").GetProperty("vector").ValueKind);
        await SearchAsync(collection, """{"query":"owl","mode":"vector"}""").ProblemAsync(422, "vector_required");
        await SearchAsync(collection, """{"query":"owl","min_similarity":0.1}""").ProblemAsync(422, "vector_required");
    }

    [Fact]
    public async Task A_text_with_a_vector_searches_both_ways()
    {
        string collection = await NewAsync();

        JsonElement found = await SearchAsync(collection, """{"query":"owl","vector":[0,1,0]}""")
            .JsonAsync(HttpStatusCode.OK);

        Assert.Equal(3, found.GetProperty("results").GetArrayLength());
    }

    [Theory]
    [InlineData("""{"chunks":[{"text":"a"}]}""", "invalid_vector")]
    [InlineData("""{"chunks":[{"text":"a","vector":[1,2,3]},{"text":"b"}]}""", "invalid_vector")]
    [InlineData("""{"chunks":[{"text":"a","vector":[1,2]}]}""", "invalid_vector")]
    [InlineData("""{"chunks":[{"text":"a","vector":[1,2,1e60]}]}""", "invalid_vector")]
    [InlineData("""{"text":"a"}""", "vector_required")]
    public async Task A_document_that_does_not_bring_its_vectors_is_refused(string document, string code)
    {
        string collection = await Client.NewCollectionAsync(External.Replace('\'', '"'));

        await Client.PostJsonAsync($"/v1/collections/{collection}/documents", document).ProblemAsync(422, code);
        await Client.PostAsync($"/v1/collections/{collection}/documents", Requests.TextFile("a text"))
            .ProblemAsync(422, "vector_required");
    }

    [Fact]
    public async Task The_dimensions_must_be_said() => await Client
        .PostJsonAsync("/v1/collections", """{"name":"no-dimensions","embedding":{"provider":"external"}}""")
        .ProblemAsync(422, "invalid_embedding");

    [Fact]
    public async Task The_recall_of_the_vector_index_is_told_when_asked_for()
    {
        string collection = await NewAsync();

        JsonElement plain = await Client.GetAsync($"/v1/collections/{collection}").JsonAsync(HttpStatusCode.OK);
        JsonElement measured = await Client.GetAsync($"/v1/collections/{collection}?measure_recall=true")
            .JsonAsync(HttpStatusCode.OK);

        Assert.Equal(JsonValueKind.Null, plain.GetProperty("vector_recall").ValueKind);
        Assert.Equal(
            """{"recall":1,"top_k":10,"queries":3}""", measured.GetProperty("vector_recall").GetRawText());
        await Client.GetAsync($"/v1/collections/{collection}?measure_recall=yes").ProblemAsync(422, "invalid");
        await Client.GetAsync("/v1/collections/unknown?measure_recall=true").ProblemAsync(404, "not_found");
    }

    private async Task<string> NewAsync()
    {
        string collection = await Client.NewCollectionAsync(External.Replace('\'', '"'));
        JsonElement document = await Client.PostJsonAsync(
            $"/v1/collections/{collection}/documents?wait=60",
            """
            {"chunks":[
                {"text":"The owl hoots.","vector":[0,0.6,0.8]},
                {"text":"The crow caws.","vector":[0,1,0]},
                {"text":"The lark sings.","vector":[1,0,0]}]}
            """).JsonAsync(HttpStatusCode.Accepted);
        Assert.Equal("completed", document.GetProperty("status").GetString());
        return collection;
    }

    private Task<HttpResponseMessage> SearchAsync(string collection, string body) =>
        Client.PostJsonAsync($"/v1/collections/{collection}/search", body);
}
