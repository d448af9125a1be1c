using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Rag.Cluster.Tests.Processes;
using Rag.Fakes;

namespace Rag.Cluster.Tests.Limits;

public sealed class ClusterWideBudgetTests(SharedPostgres postgres, ITestOutputHelper output)
{
    private const int TokensPerDay = 10_000;
    private const int Questions = 120;
    private const string Refusals = "rag_budget_refusals_total{code=\"budget_exceeded\"} ";

    [Fact]
    public async Task A_tenant_that_asks_two_apis_at_once_never_spends_more_than_its_budget()
    {
        await using FakeServer models = await FakeServer.StartAsync("openai");
        await using ProcessCluster cluster = await ProcessCluster.StartAsync(
            postgres.Server,
            2,
            settings:
            [
                ("Rag__Models__ChatProvider", "openai"),
                ("Rag__Models__OpenAI__BaseUrl", $"{models.Url}v1"),
                ("Rag__Models__OpenAI__ApiKey", "fake-key"),
                ("Rag__Models__OpenAI__ChatModel", "gpt-4o-mini"),
                ("Rag__Models__OpenAI__MaxRetries", "0"),
                ("Rag__Budgets__TokensPerDay", $"{TokensPerDay}"),
                ("Rag__Prompting__MaxAnswerTokens", "500"),
                ("Rag__Prompting__MaxSourceTokens", "1000"),
            ]);
        HostProcess other = await cluster.AddApiAsync();
        var work = new Workload(cluster.Client);
        await work.UploadAsync("d0");
        await work.VerifyAsync([]);
        HttpClient[] clients = [cluster.Client, other.Client];

        (HttpStatusCode Status, long Tokens)[] atOnce = await Task.WhenAll(
            Enumerable.Range(0, Questions).Select(i => AskAsync(clients[i % 2])));
        // What was reserved and not used is there again: one after the other, until nothing fits any more.
        var later = new List<(HttpStatusCode Status, long Tokens)>();
        do later.Add(await AskAsync(clients[later.Count % 2]));
        while (later[^1].Status == HttpStatusCode.OK);

        (HttpStatusCode Status, long Tokens)[] all = [.. atOnce, .. later];
        long spent = all.Sum(answer => answer.Tokens);
        int refused = all.Count(answer => answer.Status == HttpStatusCode.TooManyRequests);
        output.WriteLine($"{all.Length - refused} answered, {refused} refused, {spent} of {TokensPerDay} tokens");
        Assert.InRange(spent, TokensPerDay / 2, TokensPerDay);
        Assert.Equal(all.Length - refused, all.Count(answer => answer.Status == HttpStatusCode.OK));
        Assert.NotEqual(0, atOnce.Count(answer => answer.Status == HttpStatusCode.TooManyRequests));
        Assert.Equal(
            all.Length - refused, models.Requests.All.Count(request => request.Path == "/v1/chat/completions"));
        foreach (HttpClient client in clients)
        {
            JsonElement usage = await client.GetFromJsonAsync<JsonElement>("/v1/usage");
            JsonElement budget = usage.GetProperty("budgets")[0];
            Assert.Equal(
                (spent, 0L), (budget.GetProperty("used").GetInt64(), budget.GetProperty("reserved").GetInt64()));
        }

        Assert.Equal(refused, (await Task.WhenAll(cluster.Silos.Select(RefusalsAsync))).Sum());
    }

    private static async Task<(HttpStatusCode Status, long Tokens)> AskAsync(HttpClient client)
    {
        using HttpResponseMessage answer = await client.PostAsJsonAsync(
            "/v1/collections/default/query", new { question = Workload.Codeword("d0", 0), mode = "keyword" });
        if (answer.StatusCode != HttpStatusCode.OK) return (answer.StatusCode, 0);
        JsonElement usage = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("usage");
        return (
            answer.StatusCode,
            usage.GetProperty("prompt_tokens").GetInt64() + usage.GetProperty("completion_tokens").GetInt64());
    }

    private static async Task<int> RefusalsAsync(HostProcess silo)
    {
        string page = await silo.Client.GetStringAsync("/metrics");
        string? line = page.Split('\n').SingleOrDefault(line => line.StartsWith(Refusals, StringComparison.Ordinal));
        return line is null ? 0 : int.Parse(line[Refusals.Length..], CultureInfo.InvariantCulture);
    }
}
