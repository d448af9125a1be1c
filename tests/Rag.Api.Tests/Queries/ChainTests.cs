using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Rag.Api.Tests.Streaming;
using Rag.Fakes;
using Rag.Fakes.Faults;

namespace Rag.Api.Tests.Queries;

public sealed class ChainTests(ChainApplication application) : IClassFixture<ChainApplication>
{
    private HttpClient Client => application.Client;

    private FakeServer Models => application.Models;

    [Fact]
    public async Task The_built_in_answerer_at_the_end_of_a_chain_answers_where_no_model_does()
    {
        string collection = await PumpAsync();
        Models.Faults.Set([new Fault(FaultKind.Refuse) { Status = 503, Path = "/v1/chat" }]);

        JsonElement answer = await Client.PostJsonAsync($"/v1/collections/{collection}/query", """
            {"messages":[{"role":"user","content":"Who looks after it?"},
             {"role":"user","content":"How often is the red pump oiled?"}]}
            """).JsonAsync(HttpStatusCode.OK);

        Models.Faults.Set([]);
        Assert.Equal("The red pump is oiled daily. [1]", answer.GetProperty("answer").GetString());
        Assert.Equal("extractive/quote-sentences-v1", answer.GetProperty("model").GetString());
        Assert.True(answer.GetProperty("citations")[0].GetProperty("verified").GetBoolean());
        Assert.Equal(
            "The question was searched for as it was asked, not as a part of its conversation: no model of the chain "
            + "but the built-in one answered.",
            Assert.Single(answer.GetProperty("warnings").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task It_streams_and_abstains_as_it_does_alone()
    {
        string collection = await PumpAsync();
        Models.Faults.Set([new Fault(FaultKind.Refuse) { Status = 503, Path = "/v1/chat" }]);

        using HttpResponseMessage response = await Client.StreamAsync(
            HttpMethod.Post, $"/v1/collections/{collection}/query/stream",
            """{"question":"Who won the chess championship in Reykjavik?"}""");
        JsonElement done = (await response.ReadAllAsync())[^1].Json;

        Models.Faults.Set([]);
        Assert.True(done.GetProperty("no_answer").GetBoolean());
        Assert.Equal("weak_evidence", done.GetProperty("no_answer_reason").GetString());
        Assert.Equal("extractive/quote-sentences-v1", done.GetProperty("model").GetString());
    }

    [Theory]
    [InlineData("hyde", """["query: How often?"]""", """["passage: It is oiled every day."]""")]
    [InlineData("multi_query", """["query: How often?","query: It is oiled every day."]""", null)]
    public async Task What_is_searched_for_has_the_prefix_of_its_kind(
        string expansion, string questions, string? imagined)
    {
        string collection = await PumpAsync();
        using var script = new HttpClient { BaseAddress = Models.Url };
        (await script.PutAsJsonAsync("__script", new { answers = new[] { "It is oiled every day." } }))
            .EnsureSuccessStatusCode();
        Models.Requests.Clear();

        await Client.PostJsonAsync(
            $"/v1/collections/{collection}/search", $$"""{"query":"How often?","expansion":"{{expansion}}"}""")
            .JsonAsync(HttpStatusCode.OK);

        string[] embedded =
        [
            .. Models.Requests.All.Where(request => request.Path == "/v1/embeddings").Select(request =>
                JsonDocument.Parse(request.Body).RootElement.GetProperty("input").GetRawText()),
        ];
        Assert.Equal(imagined is null ? [questions] : [questions, imagined], embedded);
    }

    [Fact]
    public async Task A_passage_is_kept_with_the_prefix_of_passages()
    {
        Models.Requests.Clear();
        await PumpAsync();

        string body = Models.Requests.All.Last(request => request.Path == "/v1/embeddings").Body;
        Assert.Equal(
            "passage: The red pump is oiled daily.",
            JsonDocument.Parse(body).RootElement.GetProperty("input")[0].GetString());
    }

    private async Task<string> PumpAsync()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "The red pump is oiled daily.");
        return collection;
    }
}
