using System.Net;
using System.Text.Json;
using Rag.Api.Tests.Streaming;

namespace Rag.Api.Tests.Queries;

public sealed class StructuredAnswerTests(RagApplication builtIn, PricedApplication application)
    : IClassFixture<PricedApplication>
{
    private const string Schema =
        """{"type":"object","properties":{"metres":{"type":"integer"}},"required":["metres"]}""";

    private HttpClient Client => application.Client;

    [Fact]
    public async Task An_answer_is_the_json_that_its_schema_asks_for()
    {
        string collection = await LighthouseAsync();
        application.Models.Requests.Clear();
        await ScriptAsync("""{"metres": 33}""");

        JsonElement answer = await AskAsync(collection).JsonAsync(HttpStatusCode.OK);

        Assert.Equal(33, answer.GetProperty("answer_json").GetProperty("metres").GetInt32());
        Assert.Equal("""{"metres": 33}""", answer.GetProperty("answer").GetString());
        Assert.Empty(answer.GetProperty("citations").EnumerateArray());
        JsonElement sent = ChatRequests().Single();
        Assert.Equal("json_schema", sent.GetProperty("response_format").GetProperty("type").GetString());
        Assert.Contains(Schema, sent.GetProperty("messages")[0].GetProperty("content").GetString());
    }

    [Fact]
    public async Task A_model_may_mend_its_answer_once_and_both_attempts_are_counted()
    {
        string collection = await LighthouseAsync();
        application.Models.Requests.Clear();
        await ScriptAsync("""{"metres": "33"}""", """{"metres": 33}""");

        JsonElement answer = await AskAsync(collection).JsonAsync(HttpStatusCode.OK);

        Assert.Equal(33, answer.GetProperty("answer_json").GetProperty("metres").GetInt32());
        JsonElement[] sent = ChatRequests();
        Assert.Equal(2, sent.Length);
        Assert.Equal("assistant", sent[1].GetProperty("messages")[2].GetProperty("role").GetString());
        Assert.Contains(
            "'$.metres' must be of type \"integer\".",
            sent[1].GetProperty("messages")[3].GetProperty("content").GetString());
        // The fake counts words and signs: nine and seven.
        Assert.Equal(16, answer.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
    }

    [Fact]
    public async Task What_cannot_be_mended_is_an_error_in_one_piece_and_as_a_stream()
    {
        string collection = await LighthouseAsync();
        await ScriptAsync("33 metres.", "It is 33 metres.", "33 metres.", "It is 33 metres.");

        JsonElement problem = await AskAsync(collection).ProblemAsync(502, "invalid_answer_json");
        using HttpResponseMessage streamed = await Client.StreamAsync(
            HttpMethod.Post, $"/v1/collections/{collection}/query/stream", Body);
        IReadOnlyList<ServerEvent> events = await streamed.ReadAllAsync();

        Assert.Contains("It is not one JSON value.", problem.GetProperty("detail").GetString());
        Assert.Equal(["sources", "error"], events.Select(happened => happened.Name));
        Assert.Contains("invalid_answer_json", events[^1].Data);
    }

    [Fact]
    public async Task A_stream_tells_no_json_before_it_is_valid()
    {
        string collection = await LighthouseAsync();
        await ScriptAsync("[1]", """{"metres": 33}""");

        using HttpResponseMessage streamed = await Client.StreamAsync(
            HttpMethod.Post, $"/v1/collections/{collection}/query/stream", Body);
        IReadOnlyList<ServerEvent> events = await streamed.ReadAllAsync();

        Assert.Equal(["sources", "delta", "done"], events.Select(happened => happened.Name));
        Assert.Equal("""{"text":"{\"metres\": 33}"}""", events[1].Data);
        JsonElement done = JsonDocument.Parse(events[2].Data).RootElement;
        Assert.Equal(33, done.GetProperty("answer_json").GetProperty("metres").GetInt32());
    }

    [Fact]
    public async Task Clients_of_OpenAI_get_the_json_as_the_message()
    {
        string collection = await LighthouseAsync();
        await ScriptAsync("""{"metres": 33}""");

        JsonElement answer = await Client.PostJsonAsync("/v1/chat/completions", $$$"""
            {"model":"rag/{{{collection}}}","messages":[{"role":"user","content":"How high is the lighthouse?"}],
             "response_format":{"type":"json_schema","json_schema":{"name":"height","schema":{{{Schema}}} } } }
            """).JsonAsync(HttpStatusCode.OK);

        Assert.Equal(
            """{"metres": 33}""",
            answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
    }

    [Fact]
    public async Task A_schema_that_cannot_be_checked_is_refused()
    {
        JsonElement problem = await Client.PostJsonAsync(
            "/v1/collections/default/query", """{"question":"a","response_format":{"pattern":"a"}}""")
            .ProblemAsync(422, "invalid_response_format");

        Assert.Equal(
            "'response_format': '#/pattern' is a keyword that is not supported; leave it out.",
            problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task The_built_in_answerer_writes_no_json_and_says_so()
    {
        JsonElement problem = await builtIn.Client.PostJsonAsync("/v1/collections/default/query", Body)
            .ProblemAsync(422, "not_supported");

        Assert.Contains("Rag:Models:ChatProvider", problem.GetProperty("detail").GetString());
    }

    private static string Body => $$"""{"question":"How high is the lighthouse?","response_format":{{Schema}}}""";

    private async Task<string> LighthouseAsync()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "The lighthouse of Lindau is 33 metres high.");
        return collection;
    }

    private Task<HttpResponseMessage> AskAsync(string collection) =>
        Client.PostJsonAsync($"/v1/collections/{collection}/query", Body);

    private async Task ScriptAsync(params string[] answers)
    {
        using var direct = new HttpClient();
        using HttpResponseMessage set = await direct.PutAsync(
            new Uri(application.Models.Url, "__script"), Requests.Json(JsonSerializer.Serialize(new { answers })));
        set.EnsureSuccessStatusCode();
    }

    private JsonElement[] ChatRequests() =>
    [
        .. application.Models.Requests.All.Where(request => request.Path == "/v1/chat/completions")
            .Select(request => JsonDocument.Parse(request.Body).RootElement),
    ];
}
