using System.Net;
using System.Net.Http.Json;
using Rag.Cluster.Tests.Processes;
using Rag.Stores.Tests.Postgres;

namespace Rag.Cluster.Tests.Faults;

public sealed class DatabaseOutageTests(ITestOutputHelper output)
{
    /// <summary>A minute where <c>RAG_LONG_TESTS</c> is set.</summary>
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(
        Environment.GetEnvironmentVariable("RAG_LONG_TESTS") is null ? 8 : 60);

    [Fact]
    public async Task Without_the_database_writes_are_refused_cleanly_and_everything_recovers_by_itself()
    {
        using PostgresServer postgres = PostgresServer.Start();
        await using ProcessCluster cluster = await ProcessCluster.StartAsync(postgres, 2);
        var work = new Workload(cluster.Client);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => work.UploadAsync($"d{i}")));

        postgres.Stop();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (await cluster.Api.IsReadyAsync(limit.Token)) await Task.Delay(100, limit.Token);
        using HttpResponseMessage refused = await cluster.Client.PostAsJsonAsync(
            "/v1/collections/default/documents", new { document_id = "late", text = "Too late." });
        string problem = await refused.Content.ReadAsStringAsync(limit.Token);
        using HttpResponseMessage live = await cluster.Client.GetAsync("/health/live", limit.Token);
        await Task.Delay(Outage, limit.Token);
        postgres.Resume();
        await cluster.Api.BecomesReadyAsync();

        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.True(refused.StatusCode == HttpStatusCode.ServiceUnavailable, problem);
        Assert.Contains("\"retryable\":true", problem);
        await work.UploadAsync("after");
        await work.VerifyAsync([]);
        output.WriteLine($"outage of {Outage.TotalSeconds} s: {problem}");
    }
}
