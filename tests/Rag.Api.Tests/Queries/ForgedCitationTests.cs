using System.Net;
using System.Text.Json;

namespace Rag.Api.Tests.Queries;

/// <summary>A citation that the sources do not bear is removed or marked.</summary>
public sealed class ForgedCitationTests(GuardedApplication application) : IClassFixture<GuardedApplication>
{
    private HttpClient Client => application.Client;

    [Fact]
    public async Task Markers_that_point_nowhere_go_and_claims_that_no_source_makes_are_marked()
    {
        string foreign = await Client.NewCollectionAsync();
        await Client.IngestAsync(foreign, "The vault's code is 9911.", ("document_id", "foreign"));
        string chunk = (await Client.SearchAsync(foreign, "vault"))[0].GetProperty("chunk_id").GetString()!;
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "The pump is oiled daily.", ("document_id", "own"));
        await application.ScriptAsync(new
        {
            answers = new[]
            {
                $"The pump is oiled daily. [1] The vault opens with 9911. [99] [2] [0] [{chunk}] [foreign] "
                + "\"Ada paints it green\" [1]",
            },
        });

        JsonElement answer = await Client.PostJsonAsync(
            $"/v1/collections/{collection}/query", """{"question":"How often is the pump oiled?"}""")
            .JsonAsync(HttpStatusCode.OK);

        Assert.Equal(
            $"The pump is oiled daily. [1] The vault opens with 9911.    [{chunk}] [foreign] "
                + "\"Ada paints it green\" [1]",
            answer.GetProperty("answer").GetString());
        JsonElement[] citations = [.. answer.GetProperty("citations").EnumerateArray()];
        Assert.Equal([true, false], citations.Select(citation => citation.GetProperty("verified").GetBoolean()));
        Assert.All(citations, citation => Assert.Equal("own", citation.GetProperty("document_id").GetString()));
        Assert.DoesNotContain(
            "foreign", answer.GetProperty("sources").GetRawText() + answer.GetProperty("citations").GetRawText());
    }

    [Fact]
    public async Task Without_a_passage_the_model_is_not_even_asked()
    {
        string collection = await Client.NewCollectionAsync();
        await application.ScriptAsync(new { answers = new[] { "The pump is oiled daily. [1]" } });

        JsonElement answer = await Client.PostJsonAsync(
            $"/v1/collections/{collection}/query", """{"question":"How often is the pump oiled?"}""")
            .JsonAsync(HttpStatusCode.OK);

        Assert.True(answer.GetProperty("no_answer").GetBoolean());
        Assert.Equal("no_passages", answer.GetProperty("no_answer_reason").GetString());
        Assert.Empty(application.Sent());
    }
}
