using System.Net;
using Rag.Cluster.Tests.Processes;

namespace Rag.Cluster.Tests.Faults;

public sealed class GracefulStopTests(SharedPostgres postgres)
{
    [Fact]
    public async Task A_silo_that_is_told_to_stop_says_so_parks_its_work_and_ends_well()
    {
        await using ProcessCluster cluster = await ProcessCluster.StartAsync(postgres.Server, 2);
        var work = new Workload(cluster.Client);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => work.UploadAsync($"d{i}")));

        Task<int> stopping = cluster.Silos[0].StopAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!stopping.IsCompleted && await cluster.Silos[0].IsReadyAsync(limit.Token)) await Task.Delay(20);

        Assert.Equal(0, await stopping);
        await work.VerifyAsync([]);
        Assert.Equal(0, work.Refusals);
    }

    [Fact]
    public async Task An_api_that_is_told_to_stop_answers_what_it_has_taken()
    {
        await using ProcessCluster cluster = await ProcessCluster.StartAsync(postgres.Server, 1);
        var work = new Workload(cluster.Client);
        await work.UploadAsync("d0");

        Task<int> stopping = cluster.Api.StopAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await cluster.Api.IsReadyAsync(limit.Token)) await Task.Delay(20, limit.Token);
        using HttpResponseMessage read = await cluster.Client.GetAsync(
            "/v1/collections/default/documents/d0", limit.Token);

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal(0, await stopping);
    }
}
