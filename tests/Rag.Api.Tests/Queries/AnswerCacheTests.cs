using System.Net;
using System.Text.Json;
using Rag.Api.Tests.Streaming;

namespace Rag.Api.Tests.Queries;

public sealed class AnswerCacheTests(CachingApplication application, PricedApplication without)
    : IClassFixture<CachingApplication>, IClassFixture<PricedApplication>
{
    private const string Question = """{"question":"How high is the lighthouse?"}""";

    private HttpClient Client => application.Client;

    [Fact]
    public async Task The_same_question_is_answered_again_without_the_model()
    {
        string collection = await LighthouseAsync("The lighthouse of Lindau is 33 metres high.");
        JsonElement first = await AskAsync(collection);
        int asked = ChatRequests();

        JsonElement second = await AskAsync(collection);

        Assert.Equal(asked, ChatRequests());
        Assert.False(first.GetProperty("cached").GetBoolean());
        Assert.True(second.GetProperty("cached").GetBoolean());
        Assert.Equal("The lighthouse of Lindau is 33 metres high. [1]", second.GetProperty("answer").GetString());
        Assert.Equal(
            first.GetProperty("citations").GetRawText(), second.GetProperty("citations").GetRawText());
        Assert.Equal("openai/gpt-4o-mini", second.GetProperty("model").GetString());
        Assert.Equal("stop", second.GetProperty("finish_reason").GetString());
        Assert.Equal(0, second.GetProperty("usage").GetProperty("prompt_tokens").GetInt32());
        Assert.Equal(0, second.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
        Assert.NotEqual(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
        Assert.Contains("rag_answer_cache_total{result=\"hit\"}", await Client.GetStringAsync("/metrics"));
    }

    [Fact]
    public async Task What_is_replaced_or_deleted_is_never_said_again()
    {
        string collection = await LighthouseAsync("The lighthouse of Lindau is 33 metres high.");
        await AskAsync(collection);
        await Client.IngestAsync(
            collection, "The lighthouse of Lindau is 36 metres high.", ("document_id", "lighthouse"));

        JsonElement replaced = await AskAsync(collection);
        await Client.DeleteAsync(Requests.DocumentPath(collection, "lighthouse"))
            .JsonAsync(HttpStatusCode.Accepted);
        JsonElement deleted = await AskAsync(collection);

        Assert.False(replaced.GetProperty("cached").GetBoolean());
        Assert.Equal("The lighthouse of Lindau is 36 metres high. [1]", replaced.GetProperty("answer").GetString());
        Assert.False(deleted.GetProperty("cached").GetBoolean());
        Assert.True(deleted.GetProperty("no_answer").GetBoolean());
    }

    [Fact]
    public async Task A_passage_that_comes_along_asks_the_model_anew()
    {
        string collection = await LighthouseAsync("The lighthouse of Lindau is 33 metres high.");
        await AskAsync(collection);
        await Client.IngestAsync(collection, "The lighthouse of Bremerhaven is 40 metres high.");

        Assert.False((await AskAsync(collection)).GetProperty("cached").GetBoolean());
    }

    [Theory]
    [InlineData("""{"question":"how high is the lighthouse?"}""")]
    [InlineData("""{"question":"How high is the lighthouse?","temperature":0.5}""")]
    [InlineData("""{"question":"How high is the lighthouse?","max_tokens":50}""")]
    [InlineData("""{"question":"How high is the lighthouse?","response_format":{"type":"string"}}""")]
    public async Task Another_question_or_setting_asks_the_model_anew(string other)
    {
        string collection = await LighthouseAsync("The lighthouse of Lindau is 33 metres high.");
        await AskAsync(collection);
        int asked = ChatRequests();

        using HttpResponseMessage answer = await Client.PostJsonAsync($"/v1/collections/{collection}/query", other);

        Assert.NotEqual(asked, ChatRequests());
    }

    [Fact]
    public async Task Another_collection_with_the_same_text_asks_the_model_anew()
    {
        await AskAsync(await LighthouseAsync("The lighthouse of Lindau is 33 metres high."));

        JsonElement other = await AskAsync(await LighthouseAsync("The lighthouse of Lindau is 33 metres high."));

        Assert.False(other.GetProperty("cached").GetBoolean());
    }

    [Fact]
    public async Task A_stream_says_it_again_in_the_order_of_the_contract()
    {
        string collection = await LighthouseAsync("The lighthouse of Lindau is 33 metres high.");
        await AskAsync(collection);

        using HttpResponseMessage streamed = await Client.StreamAsync(
            HttpMethod.Post, $"/v1/collections/{collection}/query/stream", Question);
        IReadOnlyList<ServerEvent> events = await streamed.ReadAllAsync();

        Assert.Equal(
            ["sources", "delta", "citation", "delta", "done"], events.Select(happened => happened.Name));
        Assert.True(events[^1].Json.GetProperty("cached").GetBoolean());
    }

    [Fact]
    public async Task Nothing_is_kept_unless_it_is_configured()
    {
        string collection = await without.Client.NewCollectionAsync();
        await without.Client.IngestAsync(collection, "The lighthouse of Lindau is 33 metres high.");

        for (int i = 0; i < 2; i++)
        {
            JsonElement answer = await without.Client
                .PostJsonAsync($"/v1/collections/{collection}/query", Question).JsonAsync(HttpStatusCode.OK);
            Assert.False(answer.GetProperty("cached").GetBoolean());
            Assert.NotEqual(0, answer.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
        }
    }

    private async Task<string> LighthouseAsync(string text)
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, text, ("document_id", "lighthouse"));
        return collection;
    }

    private Task<JsonElement> AskAsync(string collection) =>
        Client.PostJsonAsync($"/v1/collections/{collection}/query", Question).JsonAsync(HttpStatusCode.OK);

    private int ChatRequests() =>
        application.Models.Requests.All.Count(request => request.Path == "/v1/chat/completions");
}
