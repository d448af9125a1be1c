using System.Net;
using System.Text.Json;

namespace Rag.Api.Tests.Documents;

public sealed class BatchApiTests(RagApplication application)
{
    private HttpClient Client => application.Client;

    [Fact]
    public async Task Each_document_has_its_own_result_in_the_order_of_the_request()
    {
        string collection = await Client.NewCollectionAsync();

        JsonElement answer = await Client.PostJsonAsync($"/v1/collections/{collection}/documents/batch", """
            {"documents":[
              {"document_id":"a","text":"The first."},
              {"document_id":"b","text":""},
              {"document_id":"c","text":"x","url":"https://example.com/"},
              {"document_id":"d","chunks":[{"text":"Ready made."}]}]}
            """).JsonAsync(HttpStatusCode.MultiStatus);

        JsonElement[] results = [.. answer.GetProperty("results").EnumerateArray()];
        Assert.Equal([202, 422, 422, 202], results.Select(result => result.GetProperty("status").GetInt32()));
        Assert.Equal([0, 1, 2, 3], results.Select(result => result.GetProperty("index").GetInt32()));
        Assert.Equal("a", results[0].GetProperty("document").GetProperty("id").GetString());
        Assert.Equal("empty", results[1].GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(2, answer.GetProperty("accepted").GetInt32());
        Assert.Equal(2, answer.GetProperty("failed").GetInt32());
    }

    [Fact]
    public async Task A_batch_without_refusals_is_accepted_as_a_whole()
    {
        string collection = await Client.NewCollectionAsync();

        await Client.PostJsonAsync(
            $"/v1/collections/{collection}/documents/batch", """{"documents":[{"text":"One."}]}""")
            .JsonAsync(HttpStatusCode.Accepted);
    }

    [Theory]
    [InlineData("""{"documents":[]}""", 422, "invalid_batch")]
    [InlineData("""{}""", 422, "invalid_batch")]
    [InlineData("""{"documents":{}}""", 400, "malformed_json")]
    public async Task A_batch_that_is_none_is_refused(string body, int status, string code) =>
        await Client.PostJsonAsync("/v1/collections/default/documents/batch", body).ProblemAsync(status, code);
}
