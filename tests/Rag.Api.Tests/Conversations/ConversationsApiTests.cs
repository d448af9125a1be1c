using System.Net;
using System.Text.Json;
using Rag.Fakes.Faults;

namespace Rag.Api.Tests.Conversations;

public sealed class ConversationsApiTests(ChattyApplication application) : IClassFixture<ChattyApplication>
{
    private readonly string _id = $"talk-{Guid.NewGuid():n}";

    private HttpClient Client => application.Client;

    [Fact]
    public async Task A_conversation_knows_what_was_said_in_it()
    {
        string collection = await PumpAsync();
        await application.ScriptAsync(
            "Ada looks after it. [1]", "Does Ada oil the green pump?", "Every ninth week. [1]");

        await AskAsync(collection, "Who looks after the green pump?").JsonAsync(HttpStatusCode.OK);
        JsonElement second = await AskAsync(collection, "Does she oil it?").JsonAsync(HttpStatusCode.OK);

        Assert.Equal(
            ["Does Ada oil the green pump?"],
            second.GetProperty("searched_for").EnumerateArray().Select(text => text.GetString()));
        Assert.Contains(
            "<turn by=\"user\">\nWho looks after the green pump?\n</turn>\n"
            + "<turn by=\"assistant\">\nAda looks after it.\n</turn>\n",
            application.Prompts()[2].User,
            StringComparison.Ordinal);
        JsonElement kept = await GetAsync().JsonAsync(HttpStatusCode.OK);
        Assert.Equal(_id, kept.GetProperty("id").GetString());
        Assert.Equal(
            ["Who looks after the green pump?", "Does she oil it?"],
            kept.GetProperty("turns").EnumerateArray().Select(turn => turn.GetProperty("question").GetString()));
        Assert.Equal(
            ["Ada looks after it. [1]", "Every ninth week. [1]"],
            kept.GetProperty("turns").EnumerateArray().Select(turn => turn.GetProperty("answer").GetString()));
        Assert.Equal(
            TimeSpan.FromDays(30),
            kept.GetProperty("expires_at").GetDateTimeOffset() - kept.GetProperty("updated_at").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_streamed_answer_is_kept_before_its_end_is_told()
    {
        string collection = await PumpAsync();
        await application.ScriptAsync("Ada looks after it. [1]");

        using HttpResponseMessage stream = await Client.PostJsonAsync(
            $"/v1/collections/{collection}/query/stream", Body("Who looks after the green pump?"));
        string events = await stream.Content.ReadAsStringAsync();

        Assert.Contains("event: done", events, StringComparison.Ordinal);
        JsonElement kept = await GetAsync().JsonAsync(HttpStatusCode.OK);
        Assert.Equal(1, kept.GetProperty("turns").GetArrayLength());
    }

    [Fact]
    public async Task A_second_question_at_once_is_refused_and_the_first_one_is_kept()
    {
        string collection = await PumpAsync();
        await application.ScriptAsync("Ada looks after it. [1]");
        application.Models.Faults.Set([new Fault(FaultKind.Latency) { Path = "/v1/chat", Milliseconds = 60_000 }]);
        using var request = new HttpRequestMessage(
            HttpMethod.Post, $"/v1/collections/{collection}/query/stream")
        {
            Content = Requests.Json(Body("Who looks after the green pump?")),
        };
        using HttpResponseMessage first = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        JsonElement problem = await AskAsync(collection, "Does she oil it?").ProblemAsync(409, "conversation_busy");
        application.Models.Faults.Set([]);
        string query = first.Headers.Location!.ToString();
        await Client.PostAsync($"{query}/cancel", null).JsonAsync(HttpStatusCode.Accepted);
        string events = await first.Content.ReadAsStringAsync();
        await application.ScriptAsync("Ada looks after it. [1]");
        await AskAsync(collection, "Who looks after it?").JsonAsync(HttpStatusCode.OK);

        Assert.Contains(query[^34..], problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("event: error", events, StringComparison.Ordinal);
        JsonElement kept = await GetAsync().JsonAsync(HttpStatusCode.OK);
        Assert.Equal(
            "Who looks after it?",
            Assert.Single(kept.GetProperty("turns").EnumerateArray()).GetProperty("question").GetString());
    }

    [Fact]
    public async Task A_deleted_conversation_is_gone_and_its_id_begins_a_new_one()
    {
        string collection = await PumpAsync();
        await application.ScriptAsync("Ada looks after it. [1]", "Every ninth week. [1]");
        await AskAsync(collection, "Who looks after the green pump?").JsonAsync(HttpStatusCode.OK);

        using HttpResponseMessage deleted = await Client.DeleteAsync($"/v1/conversations/{_id}");

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await GetAsync().ProblemAsync(404, "not_found");
        await Client.DeleteAsync($"/v1/conversations/{_id}").ProblemAsync(404, "not_found");
        Assert.DoesNotContain(_id, await ListedAsync());
        await AskAsync(collection, "How often is the green pump oiled?").JsonAsync(HttpStatusCode.OK);
        Assert.DoesNotContain("<conversation>", application.Prompts()[1].User, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Conversations_are_listed_page_by_page()
    {
        string collection = await PumpAsync();
        await application.ScriptAsync("Ada looks after it. [1]");
        await AskAsync(collection, "Who looks after the green pump?").JsonAsync(HttpStatusCode.OK);

        Assert.Contains(_id, await ListedAsync());
        JsonElement page = await Client.GetAsync("/v1/conversations?limit=1000").JsonAsync(HttpStatusCode.OK);
        JsonElement listed = Assert.Single(
            page.GetProperty("conversations").EnumerateArray(), item => item.GetProperty("id").GetString() == _id);
        Assert.Equal("Who looks after the green pump?", listed.GetProperty("title").GetString());
        Assert.Equal(1, listed.GetProperty("turn_count").GetInt32());
        await Client.GetAsync("/v1/conversations?cursor=%2F").ProblemAsync(422, "invalid_cursor");
    }

    [Theory]
    [InlineData("""{"question":"x","conversation_id":"a/b"}""", "A-Za-z0-9_.-")]
    [InlineData("""{"question":"x","conversation_id":""}""", "A-Za-z0-9_.-")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"conversation_id":"a"}""", "Both 'conversation_id'")]
    public async Task A_conversation_that_cannot_be_is_refused(string body, string reason)
    {
        JsonElement problem =
            await Client.PostJsonAsync("/v1/collections/default/query", body).ProblemAsync(422, "invalid");

        Assert.Contains(reason, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private async Task<string> PumpAsync()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "Ada looks after the green pump and oils it every ninth week.");
        return collection;
    }

    private async Task<List<string>> ListedAsync()
    {
        var ids = new List<string>();
        string? cursor = "";
        while (cursor is not null)
        {
            JsonElement page = await Client.GetAsync($"/v1/conversations?limit=2&cursor={cursor}")
                .JsonAsync(HttpStatusCode.OK);
            ids.AddRange(page.GetProperty("conversations").EnumerateArray().Select(
                item => item.GetProperty("id").GetString()!));
            cursor = page.GetProperty("next_cursor").GetString();
        }

        return ids;
    }

    private string Body(string question) =>
        JsonSerializer.Serialize(new { question, conversation_id = _id });

    private Task<HttpResponseMessage> AskAsync(string collection, string question) =>
        Client.PostJsonAsync($"/v1/collections/{collection}/query", Body(question));

    private Task<HttpResponseMessage> GetAsync() => Client.GetAsync($"/v1/conversations/{_id}");
}
