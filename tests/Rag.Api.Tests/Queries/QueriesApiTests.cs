using System.Net;
using System.Text.Json;

namespace Rag.Api.Tests.Queries;

public sealed class QueriesApiTests(RagApplication application)
{
    private const string Facts =
        "The service costs 42 euros a month. Support is open from nine to five. The office is in Utrecht.";

    private HttpClient Client => application.Client;

    [Fact]
    public async Task An_answer_rests_on_cited_sources_and_has_every_member_of_the_contract()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, Facts, ("document_id", "facts"));

        JsonElement answer = await AskAsync(collection, """{"question":"How much does the service cost a month?"}""");

        Assert.Subset(Names(answer).ToHashSet(), new HashSet<string>
        {
            "id", "answer", "no_answer", "no_answer_reason", "citations", "sources", "usage", "timings_ms", "cached",
        });
        Assert.Contains("42 euros", answer.GetProperty("answer").GetString());
        Assert.False(answer.GetProperty("no_answer").GetBoolean());
        Assert.Equal("facts", answer.GetProperty("sources")[0].GetProperty("document_id").GetString());
        JsonElement citation = answer.GetProperty("citations")[0];
        Assert.Equal(
            ["id", "start", "end", "document_id", "chunk_id", "page", "quote", "verified"], Names(citation));
        Assert.Equal("facts", citation.GetProperty("document_id").GetString());
        Assert.True(citation.GetProperty("verified").GetBoolean());
        Assert.Equal(
            [
                "prompt_tokens", "completion_tokens", "embedding_tokens", "cost_usd", "estimated", "rerank_tokens",
                "search_units",
            ],
            Names(answer.GetProperty("usage")));
        Assert.Equal(
            ["rewrite", "embed", "retrieve", "rerank", "first_token", "generate", "total"],
            Names(answer.GetProperty("timings_ms")));
    }

    [Fact]
    public async Task Without_evidence_the_service_abstains_with_a_reason()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, Facts);

        JsonElement answer = await AskAsync(
            collection, """{"question":"Who won the chess championship in Reykjavik?"}""");

        Assert.True(answer.GetProperty("no_answer").GetBoolean());
        Assert.NotEmpty(answer.GetProperty("no_answer_reason").GetString()!);
        Assert.Empty(answer.GetProperty("citations").EnumerateArray());
    }

    [Fact]
    public async Task An_answer_can_be_read_again_by_its_id()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, Facts);
        JsonElement answer = await AskAsync(collection, """{"question":"Where is the office?"}""");

        JsonElement again = await Client.GetAsync($"/v1/queries/{answer.GetProperty("id").GetString()}")
            .JsonAsync(HttpStatusCode.OK);

        Assert.Equal(answer.GetProperty("answer").GetString(), again.GetProperty("answer").GetString());
    }

    [Fact]
    public async Task A_detached_question_answers_the_same()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, Facts);

        JsonElement answer = await AskAsync(collection, """{"question":"Where is the office?","detach":true}""");

        Assert.Contains("Utrecht", answer.GetProperty("answer").GetString());
    }

    [Fact]
    public async Task Query_means_question_and_one_user_message_does_too()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, Facts);

        JsonElement byQuery = await AskAsync(collection, """{"query":"Where is the office?"}""");
        JsonElement byMessage = await AskAsync(
            collection, """{"messages":[{"role":"user","content":"Where is the office?"}]}""");

        Assert.Equal(byQuery.GetProperty("answer").GetString(), byMessage.GetProperty("answer").GetString());
    }

    [Fact]
    public async Task Several_collections_answer_together()
    {
        string first = await Client.NewCollectionAsync();
        string second = await Client.NewCollectionAsync();
        await Client.IngestAsync(second, Facts);

        JsonElement answer = await Client.PostJsonAsync(
            "/v1/query", $$"""{"question":"Where is the office?","collections":["{{first}}","{{second}}"]}""")
            .JsonAsync(HttpStatusCode.OK);

        Assert.Contains("Utrecht", answer.GetProperty("answer").GetString());
    }

    [Theory]
    [InlineData("""{}""", 422, "invalid")]
    [InlineData("""{"question":"  "}""", 422, "invalid")]
    [InlineData("""{"question":5}""", 400, "malformed_json")]
    [InlineData("""{"question":"a","temperature":3}""", 422, "invalid")]
    [InlineData("""{"question":"a","max_tokens":0}""", 422, "invalid")]
    [InlineData("""{"question":"a","on_no_context":"guess"}""", 422, "invalid")]
    [InlineData("""{"question":"a","top_k":0}""", 422, "invalid")]
    [InlineData("""{"question":"a","response_format":{}}""", 422, "not_supported")]
    [InlineData("""{"question":"a","response_format":{"if":true}}""", 422, "invalid_response_format")]
    public async Task A_bad_question_is_refused_in_one_piece_and_as_a_stream(string body, int status, string code)
    {
        await Client.PostJsonAsync("/v1/collections/default/query", body).ProblemAsync(status, code);
        await Client.PostJsonAsync("/v1/collections/default/query/stream", body).ProblemAsync(status, code);
    }

    [Theory]
    [InlineData("GET", "/v1/queries/q_00000000000000000000000000000000")]
    [InlineData("GET", "/v1/queries/nothing")]
    [InlineData("GET", "/v1/queries/q_00000000000000000000000000000000/stream")]
    [InlineData("POST", "/v1/queries/q_00000000000000000000000000000000/cancel")]
    [InlineData("POST", "/v1/queries/nothing/cancel")]
    public async Task An_unknown_query_is_not_found(string method, string path) =>
        await Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path)).ProblemAsync(404, "not_found");

    private Task<JsonElement> AskAsync(string collection, string body) =>
        Client.PostJsonAsync($"/v1/collections/{collection}/query", body).JsonAsync(HttpStatusCode.OK);

    private static IEnumerable<string> Names(JsonElement element) =>
        element.EnumerateObject().Select(member => member.Name);
}
