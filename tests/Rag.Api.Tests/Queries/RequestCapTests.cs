using System.Net;
using System.Text.Json;

namespace Rag.Api.Tests.Queries;

/// <summary>What one request may make the models do, whatever it asks for.</summary>
public sealed class RequestCapTests(ChattyApplication application) : IClassFixture<ChattyApplication>
{
    private HttpClient Client => application.Client;

    [Theory]
    [InlineData(""" "n":128 """, "'n' 128 is not supported; leave it out.")]
    [InlineData(""" "tools":[{"type":"function","function":{"name":"f"}}] """, "'tools' is not supported")]
    [InlineData(""" "functions":[{"name":"f"}] """, "'functions' is not supported")]
    [InlineData(""" "max_tokens":1000000000 """, "'max_tokens' is 1,000,000,000; it must be 1..32,000.")]
    [InlineData(""" "rag":{"top_k":101} """, "'top_k' is 101; it must be 1..100.")]
    [InlineData(""" "rag":{"expand":11} """, "'expand' is 11; it must be 0..10.")]
    public async Task Many_choices_tools_and_endless_answers_are_refused_before_the_model_is_asked(
        string member, string problem)
    {
        string collection = await LighthouseAsync();
        await application.ScriptAsync();

        JsonElement refused = await Client.PostJsonAsync(
            "/v1/chat/completions",
            $$"""{"model":"rag/{{collection}}","messages":[{"role":"user","content":"How high?"}],{{member}}}""")
            .JsonAsync(HttpStatusCode.BadRequest);

        Assert.Contains(
            problem, refused.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Empty(application.Prompts());
    }

    [Fact]
    public async Task An_answer_has_at_most_half_of_what_the_model_has_room_for()
    {
        string collection = await LighthouseAsync();
        await application.ScriptAsync();

        await AskAsync(collection, """{"question":"How high is the lighthouse?","max_tokens":32000}""");

        // The model reads and writes 16,000 tokens together.
        Assert.Equal(8_000, LastRequest().GetProperty("max_tokens").GetInt32());
    }

    [Fact]
    public async Task A_passage_as_long_as_a_book_is_cut_at_the_budget_of_sources()
    {
        string collection = await Client.NewCollectionAsync(""","chunking":{"size":100000,"overlap":0}""");
        await Client.IngestAsync(
            collection, string.Concat(Enumerable.Repeat("The lighthouse of Lindau is 33 metres high. ", 2_000)));
        await application.ScriptAsync();

        await AskAsync(collection, """{"question":"How high is the lighthouse?","expand":10}""");

        // 3,000 tokens of four letters, the slots and the question.
        Assert.InRange(application.Prompts()[0].User.Length, 11_000, 12_200);
    }

    [Fact]
    public async Task A_long_chat_is_told_to_the_model_up_to_its_budget_and_refused_beyond_its_limit()
    {
        string collection = await LighthouseAsync();
        await application.ScriptAsync("How high is the lighthouse?", "It is 33 metres high. [1]");

        await AskAsync(collection, Chat(199));
        JsonElement refused = await Client
            .PostJsonAsync($"/v1/collections/{collection}/query", Chat(201)).ProblemAsync(422, "invalid");

        Assert.Equal(2, application.Prompts().Count);
        // 100 tokens of history are four letters each.
        Assert.All(application.Prompts(), prompt => Assert.InRange(prompt.User.Length, 300, 1_000));
        Assert.Contains("it takes 1..200", refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_is_rewritten_once_and_expanded_once_whatever_the_model_says()
    {
        string collection = await LighthouseAsync();
        string wordings = string.Join('\n', Enumerable.Range(1, 50).Select(i => $"Wording {i} of the question?"));
        await application.ScriptAsync("Rewrite this again and again?", wordings, "It is 33 metres high. [1]");

        JsonElement answer = await AskAsync(collection, """
            {"messages":[{"role":"user","content":"Where?"},{"role":"assistant","content":"In Lindau."},
            {"role":"user","content":"How high?"}],"expansion":"multi_query"}
            """);

        Assert.Equal(3, application.Prompts().Count);
        Assert.Equal(4, answer.GetProperty("searched_for").GetArrayLength());
    }

    private async Task<string> LighthouseAsync()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "The lighthouse of Lindau is 33 metres high.");
        return collection;
    }

    private Task<JsonElement> AskAsync(string collection, string body) =>
        Client.PostJsonAsync($"/v1/collections/{collection}/query", body).JsonAsync(HttpStatusCode.OK);

    private JsonElement LastRequest() => JsonDocument.Parse(
        application.Models.Requests.All.Last(request => request.Path == "/v1/chat/completions").Body).RootElement;

    /// <summary>A chat of so many messages of about 30 tokens; the last is the question.</summary>
    private static string Chat(int messages) => JsonSerializer.Serialize(new
    {
        messages = Enumerable.Range(0, messages).Select(i => new
        {
            role = i % 2 == 0 ? "user" : "assistant",
            content = i == messages - 1
                ? "How high is it?"
                : $"Message {i} talks about the lighthouse of Lindau and of much else, at length, as chats do.",
        }),
    });
}
