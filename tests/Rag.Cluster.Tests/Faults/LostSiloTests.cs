using System.Diagnostics;
using Rag.Cluster.Tests.Processes;

namespace Rag.Cluster.Tests.Faults;

public sealed class LostSiloTests(SharedPostgres postgres, ITestOutputHelper output)
{
    /// <summary>300 where <c>RAG_LONG_TESTS</c> is set.</summary>
    private static readonly int Documents = Environment.GetEnvironmentVariable("RAG_LONG_TESTS") is null ? 60 : 300;

    [Theory]
    [InlineData("fast")]
    [InlineData("careful")]
    public async Task Every_accepted_document_completes_once_while_a_silo_is_killed_and_another_stopped(
        string membership)
    {
        await using ProcessCluster cluster = await ProcessCluster.StartAsync(postgres.Server, 3, membership);
        var work = new Workload(cluster.Client);
        int next = 0;
        Task[] uploads = [.. Enumerable.Range(0, 4).Select(_ => UploadAsync())];
        await ReachesAsync(Documents / 3);
        await cluster.Silos[0].KillAsync();
        await ReachesAsync(2 * Documents / 3);
        int exitCode = await cluster.Silos[1].StopAsync();
        await Task.WhenAll(uploads);

        Assert.Equal(0, exitCode);
        Assert.Equal(Documents, work.Confirmed.Count);
        await work.VerifyAsync([]);
        output.WriteLine($"{membership}: {Documents} documents, {work.Refusals} refusals were repeated");

        async Task UploadAsync()
        {
            while (Interlocked.Increment(ref next) is var i && i <= Documents) await work.UploadAsync($"d{i}");
        }

        async Task ReachesAsync(int count)
        {
            while (work.Confirmed.Count < count) await Task.Delay(20);
        }
    }

    [Theory]
    [InlineData("fast", false)]
    [InlineData("careful", false)]
    [InlineData("fast", true)]
    public async Task Documents_of_a_lost_silo_are_found_again(string membership, bool hangs)
    {
        await using ProcessCluster cluster = await ProcessCluster.StartAsync(postgres.Server, 3, membership);
        var work = new Workload(cluster.Client);
        for (int i = 0; i < 30; i++) await work.UploadAsync($"d{i}");
        await work.VerifyAsync([]);

        long lost = Stopwatch.GetTimestamp();
        if (hangs) cluster.Silos[0].Freeze();
        else await cluster.Silos[0].KillAsync();
        await Task.WhenAll(Enumerable.Range(0, 30).Select(i =>
            work.GetAsync($"/v1/collections/default/documents/d{i}", TestContext.Current.CancellationToken)));

        output.WriteLine(
            $"{membership}, {(hangs ? "hung" : "killed")}: all documents answer after "
            + $"{Stopwatch.GetElapsedTime(lost).TotalSeconds:F1} s, {work.Refusals} refusals were repeated");
        await work.VerifyAsync([]);
    }

    [Fact]
    public async Task A_silo_that_hung_and_wakes_up_changes_nothing_any_more()
    {
        await using ProcessCluster cluster = await ProcessCluster.StartAsync(postgres.Server, 2);
        var work = new Workload(cluster.Client);
        Task uploads = Task.WhenAll(Enumerable.Range(0, 20).Select(i => work.UploadAsync($"d{i}")));
        cluster.Silos[0].Freeze();
        await uploads;
        await work.VerifyAsync([]);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => work.UploadAsync($"d{i}", content: 1)));

        cluster.Silos[0].Thaw();

        // Until it has noticed that it was given up it may answer a read with what it knew.
        await cluster.Silos[0].ExitsAsync();
        await work.VerifyAsync([]);
    }
}
