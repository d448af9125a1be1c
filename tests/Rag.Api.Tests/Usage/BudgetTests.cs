using System.Net;
using System.Text.Json;
using Rag.Api.Tests.Streaming;

namespace Rag.Api.Tests.Usage;

public sealed class BudgetTests(BudgetedApplication application) : IClassFixture<BudgetedApplication>
{
    private const string Question = """{"question":"How high is the lighthouse?"}""";

    private HttpClient Client => application.Client;

    [Fact]
    public async Task What_an_answer_used_is_taken_from_the_budget_and_nothing_stays_reserved()
    {
        string collection = await LighthouseAsync();
        JsonElement before = await BudgetAsync();

        JsonElement usage = (await Client.PostJsonAsync($"/v1/collections/{collection}/query", Question)
            .JsonAsync(HttpStatusCode.OK)).GetProperty("usage");

        JsonElement after = await BudgetAsync();
        Assert.Equal(
            usage.GetProperty("prompt_tokens").GetInt32() + usage.GetProperty("completion_tokens").GetInt32()
                + usage.GetProperty("embedding_tokens").GetInt32(),
            Used(after) - Used(before));
        Assert.Equal(0, after.GetProperty("reserved").GetInt64());
        Assert.Equal("day", after.GetProperty("period").GetString());
        Assert.Equal("tokens", after.GetProperty("unit").GetString());
        Assert.Equal(20_000 - Used(after), after.GetProperty("remaining").GetInt64());
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_counted_and_nothing_stays_reserved()
    {
        string collection = await LighthouseAsync();
        JsonElement before = await BudgetAsync();
        using var direct = new HttpClient();
        await direct.PutAsync(
            new Uri(application.Models.Url, "__script"),
            Requests.Json("""{"answers":["It is 33 metres high, they say."],"error_after":4}"""));

        await Client.PostJsonAsync($"/v1/collections/{collection}/query", Question).ProblemAsync(502, "provider_error");

        await direct.DeleteAsync(new Uri(application.Models.Url, "__script"));
        JsonElement after = await BudgetAsync();
        Assert.True(Used(after) > Used(before) + 50, $"{Used(before)}, then {Used(after)}");
        Assert.Equal(0, after.GetProperty("reserved").GetInt64());
    }

    [Fact]
    public async Task An_answer_whose_reader_has_left_is_counted_and_nothing_stays_reserved()
    {
        string collection = await LighthouseAsync();
        JsonElement before = await BudgetAsync();
        using var direct = new HttpClient();
        await direct.PutAsync(
            new Uri(application.Models.Url, "__script"),
            Requests.Json("""{"answers":["One two three four five six seven eight."],"token_milliseconds":60000}"""));
        int asked = application.Asked;
        using (HttpResponseMessage answer = await Client.StreamAsync(
            HttpMethod.Post, $"/v1/collections/{collection}/query/stream", Question))
        {
            Assert.True((await BudgetAsync()).GetProperty("reserved").GetInt64() > 1_500);
            // The question's vector and its answer.
            while (application.Asked < asked + 2) await Task.Yield();
        }

        JsonElement after = await BudgetAsync();
        while (after.GetProperty("reserved").GetInt64() > 0) after = await BudgetAsync();

        await direct.DeleteAsync(new Uri(application.Models.Url, "__script"));
        Assert.True(Used(after) > Used(before) + 50, $"{Used(before)}, then {Used(after)}");
    }

    [Theory]
    [InlineData("query", """{"question":"How high?","max_tokens":7900,"response_format":{"type":"string"}}""")]
    [InlineData("query/stream", """{"question":"How high?","max_tokens":7900,"response_format":{"type":"string"}}""")]
    public async Task What_is_more_than_the_whole_budget_is_refused_before_any_model_is_asked(string route, string body)
    {
        string collection = await LighthouseAsync();
        int asked = application.Asked;

        JsonElement problem = await Client.PostJsonAsync($"/v1/collections/{collection}/{route}", body)
            .ProblemAsync(403, "quota_exceeded");

        Assert.Equal(asked, application.Asked);
        Assert.Contains("20,000 tokens in all", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private async Task<string> LighthouseAsync()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "The lighthouse of Lindau is 33 metres high.");
        return collection;
    }

    private async Task<JsonElement> BudgetAsync() =>
        (await Client.GetAsync(new Uri("/v1/usage", UriKind.Relative)).JsonAsync(HttpStatusCode.OK))
            .GetProperty("budgets")[0];

    private static long Used(JsonElement budget) => budget.GetProperty("used").GetInt64();
}
