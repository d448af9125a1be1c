using System.Net;
using System.Text.Json;
using Rag.Fakes.Faults;

namespace Rag.Api.Tests.Queries;

public sealed class ImpatientTests(ImpatientApplication application) : IClassFixture<ImpatientApplication>
{
    [Fact]
    public async Task A_rewriting_that_takes_too_long_costs_a_warning_and_not_the_answer()
    {
        string collection = await application.Client.NewCollectionAsync();
        await application.Client.IngestAsync(collection, "The red pump is oiled daily.", ("document_id", "red"));
        application.Models.Faults.Set(
            [new Fault(FaultKind.Latency) { Milliseconds = 2_000, Path = "/v1/chat" }]);

        JsonElement answer = await application.Client.PostJsonAsync($"/v1/collections/{collection}/query", """
            {"messages":[{"role":"user","content":"Who looks after it?"},
             {"role":"user","content":"How often is the red pump oiled?"}]}
            """).JsonAsync(HttpStatusCode.OK);

        Assert.Equal("The red pump is oiled daily. [1]", answer.GetProperty("answer").GetString());
        Assert.Equal("openai/gpt-4o-mini", answer.GetProperty("model").GetString());
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("searched_for").ValueKind);
        Assert.Equal(
            "The question was searched for as it was asked, not as a part of its conversation: the model "
            + "'openai/gpt-4o-mini' took longer than 0.1 s.",
            Assert.Single(answer.GetProperty("warnings").EnumerateArray()).GetString());
    }
}
