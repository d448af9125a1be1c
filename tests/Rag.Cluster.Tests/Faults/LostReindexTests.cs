using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Rag.Cluster.Tests.Processes;

namespace Rag.Cluster.Tests.Faults;

public sealed class LostReindexTests(SharedPostgres postgres, ITestOutputHelper output)
{
    private const string Collection = "/v1/collections/default";

    [Theory]
    [InlineData("fast")]
    [InlineData("careful")]
    public async Task A_re_index_comes_to_its_end_while_silos_are_lost_and_documents_change(string membership)
    {
        await using ProcessCluster cluster = await ProcessCluster.StartAsync(postgres.Server, 3, membership);
        var work = new Workload(cluster.Client);
        await Task.WhenAll(Enumerable.Range(0, 80).Select(i => work.UploadAsync($"d{i}")));
        await work.VerifyAsync([]);
        using var end = new CancellationTokenSource();
        Task changes = ChangeAsync(work, end.Token);

        await work.RepeatAsync(
            () => cluster.Client.PostAsJsonAsync(
                $"{Collection}/reindex", new { embedding = new { provider = "lexical", dimensions = 128 } }),
            HttpStatusCode.Accepted, HttpStatusCode.Conflict);
        await cluster.Silos[0].KillAsync();
        JsonElement reindex = await EndAsync(work);
        await cluster.Silos[1].StopAsync();

        await end.CancelAsync();
        await changes;
        Assert.Equal("completed", reindex.GetProperty("status").GetString());
        JsonElement info = await work.GetAsync(Collection, default);
        Assert.Equal(2, info.GetProperty("generation").GetInt32());
        Assert.Equal(128, info.GetProperty("embedding").GetProperty("dimensions").GetInt32());
        await work.VerifyAsync(Enumerable.Range(0, 20).Select(i => $"d{i}"));
        output.WriteLine($"{membership}: {work.Confirmed.Count} documents, {work.Refusals} refusals were repeated");
    }

    /// <summary>Deletes documents, changes some and adds others, all the while.</summary>
    private static async Task ChangeAsync(Workload work, CancellationToken end)
    {
        for (int i = 0; !end.IsCancellationRequested; i++)
        {
            if (i < 20) await work.DeleteAsync($"d{i}");
            await work.UploadAsync($"d{20 + (i % 20)}", content: i);
            await work.UploadAsync($"n{i}");
        }
    }

    private static async Task<JsonElement> EndAsync(Workload work)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        while (true)
        {
            JsonElement reindex = await work.GetAsync($"{Collection}/reindex", limit.Token);
            if (reindex.GetProperty("status").GetString() is "completed" or "failed") return reindex;
            await Task.Delay(200, limit.Token);
        }
    }
}
