using System.Net;
using System.Text.Json;

namespace Rag.Api.Tests.Usage;

public sealed class UsageApiTests(PricedApplication application) : IClassFixture<PricedApplication>
{
    private HttpClient Client => application.Client;

    [Fact]
    public async Task An_answer_says_what_it_cost_and_the_tenant_what_all_of_them_did()
    {
        JsonElement before = await UsageAsync();
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "The lighthouse of Lindau is 33 metres high.");
        JsonElement ingested = await UsageAsync();

        JsonElement usage = (await AskAsync(collection)).GetProperty("usage");

        decimal prompt = usage.GetProperty("prompt_tokens").GetInt32();
        decimal completion = usage.GetProperty("completion_tokens").GetInt32();
        decimal embedding = usage.GetProperty("embedding_tokens").GetInt32();
        decimal cost = usage.GetProperty("cost_usd").GetDecimal();
        // The fake counts words and signs.
        Assert.Equal((12m, 6m), (completion, embedding));
        Assert.Equal(((prompt * 1_000) + (completion * 2_000) + (embedding * 100)) / 1_000_000, cost);
        Assert.False(usage.GetProperty("estimated").GetBoolean());
        JsonElement after = await UsageAsync();
        Assert.Equal(cost, Cost(after) - Cost(ingested));
        // The passage has nine words and signs, and each of their tokens costs 100 dollars a million.
        Assert.Equal(0.0009m, Cost(ingested) - Cost(before));
    }

    [Fact]
    public async Task Usage_is_told_by_day_and_month_and_model()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "The lighthouse of Lindau is 33 metres high.");
        await AskAsync(collection);

        JsonElement day = (await UsageAsync()).GetProperty("periods")[0];
        JsonElement month = (await UsageAsync("?period=month")).GetProperty("periods")[0];

        Assert.Equal(10, day.GetProperty("period").GetString()!.Length);
        Assert.Equal(7, month.GetProperty("period").GetString()!.Length);
        Assert.Equal(
            ["openai/gpt-4o-mini chat", "openai/text-embedding-3-small embedding"],
            day.GetProperty("models").EnumerateArray()
                .Select(model => $"{model.GetProperty("model")} {model.GetProperty("role")}"));
        Assert.Equal(0, day.GetProperty("unpriced_tokens").GetInt64());
    }

    [Fact]
    public async Task An_answer_that_broke_off_was_used_all_the_same_and_is_an_estimate()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "The lighthouse of Lindau is 33 metres high.");
        JsonElement before = (await UsageAsync()).GetProperty("total");
        using var direct = new HttpClient();
        await direct.PutAsync(
            new Uri(application.Models.Url, "__script"),
            Requests.Json("""{"answers":["It is 33 metres high, they say."],"error_after":4}"""));

        await Client.PostJsonAsync($"/v1/collections/{collection}/query", """{"question":"How high is it?"}""")
            .ProblemAsync(502, "provider_error");

        await direct.DeleteAsync(new Uri(application.Models.Url, "__script"));
        JsonElement after = (await UsageAsync()).GetProperty("total");
        Assert.True(Estimated(after) > Estimated(before) + 4, $"{Estimated(before)}, then {Estimated(after)}");
    }

    [Theory]
    [InlineData("?from=yesterday", "'from' is 'yesterday'; it must be a day such as 2026-11-21.")]
    [InlineData("?from=2026-02-01&to=2026-01-01", "'from' must not be after 'to'.")]
    [InlineData("?from=2020-01-01&to=2026-01-01", "is 2,193 days; the limit is 366.")]
    [InlineData("?period=week", "'period' is 'week'; it is one of day, month.")]
    public async Task A_range_that_cannot_be_answered_is_said(string query, string problem)
    {
        JsonElement answer = await Client.GetAsync(new Uri($"/v1/usage{query}", UriKind.Relative))
            .ProblemAsync(422, "invalid");

        Assert.Contains(problem, answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private Task<JsonElement> AskAsync(string collection) => Client
        .PostJsonAsync($"/v1/collections/{collection}/query", """{"question":"How high is the lighthouse?"}""")
        .JsonAsync(HttpStatusCode.OK);

    private Task<JsonElement> UsageAsync(string query = "") =>
        Client.GetAsync(new Uri($"/v1/usage{query}", UriKind.Relative)).JsonAsync(HttpStatusCode.OK);

    private static decimal Cost(JsonElement usage) =>
        usage.GetProperty("total").GetProperty("cost_usd").GetDecimal();

    private static long Estimated(JsonElement total) => total.GetProperty("estimated_tokens").GetInt64();
}
