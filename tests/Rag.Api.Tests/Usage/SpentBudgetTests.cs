using System.Net;
using System.Text.Json;

namespace Rag.Api.Tests.Usage;

/// <summary>Each test has a service of its own, whose budget it spends.</summary>
public sealed class SpentBudgetTests
{
    private const string Question = """{"question":"How high is the lighthouse?"}""";

    [Fact]
    public async Task A_thousand_streams_at_once_do_not_ask_a_model_for_more_than_the_budget()
    {
        await using var application = new BudgetedApplication();
        await application.InitializeAsync();
        string collection = await LighthouseAsync(application.Client);
        application.Models.Requests.Clear();

        HttpStatusCode[] statuses = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(async _ =>
        {
            using HttpResponseMessage answer = await application.Client.PostJsonAsync(
                $"/v1/collections/{collection}/query/stream", Question);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 86_400);
            string events = await answer.Content.ReadAsStringAsync();
            // One that failed on its way to the model would be none of those that are counted below.
            if (answer.StatusCode == HttpStatusCode.OK) Assert.Contains("event: done\n", events);
            return answer.StatusCode;
        }));

        int answered = statuses.Count(status => status == HttpStatusCode.OK);
        Assert.Equal(1_000 - answered, statuses.Count(status => status == HttpStatusCode.TooManyRequests));
        // About 1,800 are reserved for each of them, and about 200 used: at the least ten at once, at the most 100.
        Assert.InRange(answered, 10, 100);
        Assert.Equal(
            answered, application.Models.Requests.All.Count(request => request.Path == "/v1/chat/completions"));
        JsonElement budget = await BudgetAsync(application.Client);
        Assert.InRange(budget.GetProperty("used").GetInt64(), 1_000, 20_000);
        Assert.Equal(0, budget.GetProperty("reserved").GetInt64());
    }

    [Fact]
    public async Task A_spent_budget_refuses_all_that_costs_and_fails_documents_with_a_remedy()
    {
        await using var application = new SmallBudget();
        await application.InitializeAsync();
        HttpClient client = application.Client;
        string collection = await LighthouseAsync(client);
        string free = await client.NewCollectionAsync(",\"embedding\":{\"provider\":\"lexical\"}");

        JsonElement failed = await client
            .PostAsync(
                $"/v1/collections/{collection}/documents?wait=60",
                Requests.TextFile(string.Concat(Enumerable.Repeat("The lighthouse is high. ", 80))))
            .JsonAsync(HttpStatusCode.Accepted);
        int asked = application.Asked;
        using HttpResponseMessage refused = await client.PostJsonAsync($"/v1/collections/{collection}/search", """
            {"query":"lighthouse lighthouse lighthouse lighthouse lighthouse lighthouse lighthouse lighthouse"}
            """);

        Assert.Equal("failed", failed.GetProperty("status").GetString());
        JsonElement error = failed.GetProperty("error");
        Assert.Equal("quota_exceeded", error.GetProperty("code").GetString());
        Assert.Contains("30 tokens", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.StartsWith(
            "\"tokens-day\";q=30;w=86400", refused.Headers.GetValues("RateLimit-Policy").Single(),
            StringComparison.Ordinal);
        JsonElement openAI = await client
            .PostJsonAsync("/v1/embeddings", $$"""{"model":"rag/{{collection}}","input":["{{new string('x', 90)}}"]}""")
            .JsonAsync(HttpStatusCode.TooManyRequests);
        Assert.Equal("insufficient_quota", openAI.GetProperty("error").GetProperty("code").GetString());
        // The search and the embedding may fit tomorrow; the document never does.
        string page = await client.GetStringAsync("/metrics");
        Assert.Equal(
            [
                "rag_budget_refusals_total{code=\"budget_exceeded\"} 2",
                "rag_budget_refusals_total{code=\"quota_exceeded\"} 1",
            ],
            page.Split('\n').Where(line => line.StartsWith("rag_budget_refusals_total{", StringComparison.Ordinal))
                .Order());
        Assert.Equal(asked, application.Asked);
        // What costs nothing is never refused.
        await client.IngestAsync(free, "The lighthouse of Lindau is 33 metres high.");
        Assert.Single(await client.SearchAsync(free, "lighthouse"));
    }

    private static async Task<string> LighthouseAsync(HttpClient client)
    {
        string collection = await client.NewCollectionAsync();
        await client.IngestAsync(collection, "The lighthouse of Lindau is 33 metres high.");
        return collection;
    }

    private static async Task<JsonElement> BudgetAsync(HttpClient client) =>
        (await client.GetAsync(new Uri("/v1/usage", UriKind.Relative)).JsonAsync(HttpStatusCode.OK))
            .GetProperty("budgets")[0];

    private sealed class SmallBudget : BudgetedApplication
    {
        protected override string TokensPerDay => "30";
    }
}
