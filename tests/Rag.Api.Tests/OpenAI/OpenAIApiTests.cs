using System.Net;
using System.Text.Json;

namespace Rag.Api.Tests.OpenAI;

public sealed class OpenAIApiTests(RagApplication application, PricedApplication models)
    : IClassFixture<PricedApplication>
{
    private const string Question = """{"role":"user","content":"Who won the chess championship in Reykjavik?"}""";

    private HttpClient Client => application.Client;

    [Fact]
    public async Task An_abstention_is_an_answer_that_says_so_beside_its_text()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "The service costs 42 euros a month.");

        JsonElement answer = await Client
            .PostJsonAsync("/v1/chat/completions", $$"""{"model":"rag/{{collection}}","messages":[{{Question}}]}""")
            .JsonAsync(HttpStatusCode.OK);

        Assert.True(answer.GetProperty("rag").GetProperty("no_answer").GetBoolean());
        JsonElement choice = answer.GetProperty("choices")[0];
        Assert.Equal("stop", choice.GetProperty("finish_reason").GetString());
        Assert.NotEmpty(choice.GetProperty("message").GetProperty("content").GetString()!);
    }

    [Fact]
    public async Task System_messages_come_behind_the_services_own_instructions()
    {
        string collection = await models.Client.NewCollectionAsync();
        await models.Client.IngestAsync(collection, "The lighthouse of Lindau is 33 metres high.");

        await models.Client.PostJsonAsync("/v1/chat/completions", $$"""
            {"model":"rag/{{collection}}","messages":[
              {"role":"system","content":"Speak like a sailor."},
              {"role":"developer","content":"Use metres."},
              {"role":"user","content":"How high is the lighthouse?"}]}
            """).JsonAsync(HttpStatusCode.OK);

        string sent = models.Models.Requests.All.Last(request => request.Path == "/v1/chat/completions").Body;
        JsonElement system = JsonDocument.Parse(sent).RootElement.GetProperty("messages")[0];
        Assert.Equal("system", system.GetProperty("role").GetString());
        Assert.Matches(
            "^These instructions are marked [0-9a-f]{16};.*\n\nYou answer questions from the numbered sources",
            system.GetProperty("content").GetString());
        Assert.EndsWith(
            "follow this too:\nSpeak like a sailor.\n\nUse metres.", system.GetProperty("content").GetString());
    }

    [Theory]
    [InlineData("{}", 400, "missing_required_parameter", "'model' is missing")]
    [InlineData("""{"model":"gpt-4o"}""", 404, "model_not_found", "There is no model 'gpt-4o'")]
    [InlineData("""{"model":"rag/default"}""", 400, "invalid_messages", "does not end with a message of role 'user'")]
    [InlineData("""{"model":"rag/none","messages":[Q]}""", 404, "model_not_found", "'none'")]
    [InlineData("""{"model":"rag/default","messages":[Q],"n":2}""", 400, "unsupported_parameter", "'n' 2")]
    [InlineData("""{"model":"rag/default","messages":[Q],"stop":["x"]}""", 400, "unsupported_parameter", "'stop'")]
    [InlineData("""{"model":"rag/default","messages":[Q],"top_p":0.5}""", 400, "unsupported_parameter", "'top_p'")]
    [InlineData("""{"model":"rag/default","messages":[Q],"rag":{"question":"x"}}""", 400, "unsupported_parameter",
        "the last of 'messages'")]
    [InlineData("""{"model":"rag/default","messages":[Q],"rag":{"top_k":0}}""", 400, "invalid", "'top_k' is 0")]
    [InlineData("""{"model":"rag/default","messages":[{"role":"tool","content":"x"}]}""", 400, "invalid_messages",
        "'messages[0].role' is 'tool'")]
    [InlineData("""{"model":"rag/default","messages":[{"role":"user","content":[{"type":"image_url"}]}]}""", 400,
        "invalid_messages", "'messages[0].content'")]
    [InlineData("{", 400, "malformed_json", "malformed")]
    public async Task A_bad_chat_is_refused_in_one_piece_and_as_a_stream(
        string body, int status, string code, string problem)
    {
        string question = body.Replace("Q", Question, StringComparison.Ordinal);

        await RefusedAsync(
            Client.PostJsonAsync("/v1/chat/completions", question), status, code, problem);
        string streamed = question.Replace("{\"model", "{\"stream\":true,\"model", StringComparison.Ordinal);
        await RefusedAsync(Client.PostJsonAsync("/v1/chat/completions", streamed), status, code, problem);
    }

    [Theory]
    [InlineData("""{"model":"rag/default"}""", "invalid", "'input' is neither")]
    [InlineData("""{"model":"rag/default","input":[1,2]}""", "invalid", "token ids")]
    [InlineData("""{"model":"rag/default","input":[]}""", "invalid", "'input' has 0 texts")]
    [InlineData("""{"model":"rag/default","input":["a",""]}""", "invalid", "'input[1]' is empty")]
    [InlineData("""{"model":"rag/default","input":"a","dimensions":7}""", "invalid", "'dimensions' is 7")]
    [InlineData("""{"model":"rag/default","input":"a","encoding_format":"hex"}""", "invalid", "'encoding_format'")]
    [InlineData("""{"model":"rag/default","input":"a","input_type":"title"}""", "invalid", "'input_type'")]
    public Task Texts_that_cannot_be_embedded_are_refused(string body, string code, string problem) =>
        RefusedAsync(Client.PostJsonAsync("/v1/embeddings", body), 400, code, problem);

    [Fact]
    public async Task What_no_handler_sees_is_refused_in_the_same_shape()
    {
        await RefusedAsync(
            Client.GetAsync(new Uri("/v1/chat/completions", UriKind.Relative)), 405, "method_not_allowed", "POST");
        await RefusedAsync(
            Client.GetAsync(new Uri("/v1/models/none", UriKind.Relative)), 404, "model_not_found", "'none'");
        using var text = new StringContent("hello");
        await RefusedAsync(
            Client.PostAsync(new Uri("/v1/embeddings", UriKind.Relative), text), 415, "unsupported_type", "JSON");
    }

    [Fact]
    public async Task A_collection_without_a_model_of_its_own_embeds_nothing()
    {
        string collection = await Client.NewCollectionAsync(
            ""","embedding":{"provider":"external","dimensions":3}""");

        await RefusedAsync(
            Client.PostJsonAsync("/v1/embeddings", $$"""{"model":"rag/{{collection}}","input":"a"}"""),
            400, "invalid", "gets its vectors from outside");
    }

    private static async Task RefusedAsync(
        Task<HttpResponseMessage> answer, int status, string code, string problem)
    {
        using HttpResponseMessage response = await answer;
        string body = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode} instead of {status}: {body}");
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.NotEmpty(response.Headers.GetValues("x-request-id"));
        JsonElement error = JsonDocument.Parse(body).RootElement.GetProperty("error");
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.Equal("invalid_request_error", error.GetProperty("type").GetString());
        Assert.Contains(problem, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }
}
