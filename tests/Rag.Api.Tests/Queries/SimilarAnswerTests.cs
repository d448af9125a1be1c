using System.Net;
using System.Text.Json;

namespace Rag.Api.Tests.Queries;

public sealed class SimilarAnswerTests(SimilarAnswersApplication application) : IClassFixture<SimilarAnswersApplication>
{
    private HttpClient Client => application.Client;

    [Fact]
    public async Task A_question_that_is_alike_gets_the_answer_of_the_first_and_says_so()
    {
        string collection = await LighthouseAsync();
        JsonElement first = await AskAsync(collection, "How high is the lighthouse?");
        int asked = ChatRequests();

        JsonElement second = await AskAsync(collection, "How high is the lighthouse really?");

        Assert.Equal(asked, ChatRequests());
        Assert.Equal(JsonValueKind.Null, first.GetProperty("similar_to").ValueKind);
        Assert.True(second.GetProperty("cached").GetBoolean());
        JsonElement similar = second.GetProperty("similar_to");
        Assert.Equal("How high is the lighthouse?", similar.GetProperty("question").GetString());
        Assert.InRange(similar.GetProperty("similarity").GetDouble(), 0.6, 0.99);
        Assert.Equal("The lighthouse of Lindau is 33 metres high. [1]", second.GetProperty("answer").GetString());
        Assert.Single(second.GetProperty("citations").EnumerateArray());
        Assert.Equal(0, second.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
        Assert.Contains("rag_answer_cache_total{result=\"similar\"}", await Client.GetStringAsync("/metrics"));
    }

    [Theory]
    [InlineData("Is the lighthouse of the town 33 metres high?", "Is the lighthouse of the town 34 metres high?")]
    [InlineData("Is the lighthouse of the town high?", "Is the lighthouse of the town not high?")]
    [InlineData("How high is the lighthouse of Lindau?", "How high is the lighthouse of Bregenz?")]
    [InlineData("When is the lighthouse of Lindau open?", "Where is the lighthouse of Lindau open?")]
    public async Task A_number_a_negation_a_name_or_what_is_asked_for_makes_another_question(string one, string other)
    {
        string collection = await LighthouseAsync();
        await AskAsync(collection, one);

        JsonElement second = await AskAsync(collection, other);

        Assert.False(second.GetProperty("cached").GetBoolean());
    }

    [Fact]
    public async Task What_is_replaced_added_or_deleted_is_asked_anew()
    {
        string collection = await LighthouseAsync();
        await AskAsync(collection, "How high is the lighthouse?");

        await Client.IngestAsync(collection, "The lighthouse is 36 metres high.", ("document_id", "lighthouse"));
        JsonElement replaced = await AskAsync(collection, "How high is the lighthouse really?");
        await Client.IngestAsync(collection, "A lighthouse of the lake is 40 metres high.", ("document_id", "lake"));
        JsonElement added = await AskAsync(collection, "How high is the lighthouse truly?");
        await Client.DeleteAsync(Requests.DocumentPath(collection, "lake")).JsonAsync(HttpStatusCode.Accepted);
        JsonElement deleted = await AskAsync(collection, "How high is the lighthouse indeed?");

        Assert.False(replaced.GetProperty("cached").GetBoolean());
        Assert.False(added.GetProperty("cached").GetBoolean());
        // Nothing but the passage of the question before the last is found again: its answer fits.
        Assert.Equal(
            "How high is the lighthouse really?",
            deleted.GetProperty("similar_to").GetProperty("question").GetString());
        Assert.Equal("The lighthouse is 36 metres high. [1]", deleted.GetProperty("answer").GetString());
    }

    [Theory]
    [InlineData("\"max_tokens\":50")]
    [InlineData("\"temperature\":0.5")]
    [InlineData("\"response_format\":{\"type\":\"string\"}")]
    [InlineData("\"filter\":{\"town\":\"Lindau\"}")]
    public async Task Another_setting_or_another_view_of_the_documents_asks_anew(string setting)
    {
        string collection = await LighthouseAsync();
        await Client.IngestAsync(
            collection, "The lighthouse of the lake is high.", ("metadata", """{"town":"Lindau"}"""));
        await AskAsync(collection, "How high is the lighthouse?");
        int asked = ChatRequests();

        using HttpResponseMessage answer = await Client.PostJsonAsync(
            $"/v1/collections/{collection}/query",
            $$"""{"question":"How high is the lighthouse really?",{{setting}}}""");

        Assert.NotEqual(asked, ChatRequests());
    }

    [Fact]
    public async Task Lexical_vectors_find_nothing_alike()
    {
        string collection = await Client.NewCollectionAsync(",\"embedding\":{\"provider\":\"lexical\"}");
        await Client.IngestAsync(collection, "The lighthouse of Lindau is 33 metres high.");
        await AskAsync(collection, "How high is the lighthouse?");

        Assert.False((await AskAsync(collection, "How high is the lighthouse really?"))
            .GetProperty("cached").GetBoolean());
    }

    private async Task<string> LighthouseAsync()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(
            collection, "The lighthouse of Lindau is 33 metres high.", ("document_id", "lighthouse"));
        return collection;
    }

    private Task<JsonElement> AskAsync(string collection, string question) => Client
        .PostJsonAsync($"/v1/collections/{collection}/query", JsonSerializer.Serialize(new { question }))
        .JsonAsync(HttpStatusCode.OK);

    private int ChatRequests() =>
        application.Models.Requests.All.Count(request => request.Path == "/v1/chat/completions");
}
