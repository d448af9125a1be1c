using System.Net;
using System.Text.Json;

namespace Rag.Api.Tests.Queries;

/// <summary>A model that goes on beyond its limit is cut, and what it cost is counted.</summary>
public sealed class EndlessAnswerTests(GuardedApplication application) : IClassFixture<GuardedApplication>
{
    [Fact]
    public async Task An_answer_ends_at_a_length_that_its_tokens_cannot_have()
    {
        string collection = await application.Client.NewCollectionAsync();
        await application.Client.IngestAsync(collection, "The pump is oiled daily.");
        // To the fake a word is one token, however long it is.
        await application.ScriptAsync(new { answers = new[] { $"Daily {new string('x', 50_000)} and more" } });

        JsonElement answer = await application.Client.PostJsonAsync(
            $"/v1/collections/{collection}/query",
            """{"question":"How often is the pump oiled?","max_tokens":10}""").JsonAsync(HttpStatusCode.OK);

        Assert.Equal("Daily", answer.GetProperty("answer").GetString());
        Assert.Equal("length", answer.GetProperty("finish_reason").GetString());
        Assert.True(answer.GetProperty("usage").GetProperty("prompt_tokens").GetInt32() > 0);
    }
}
