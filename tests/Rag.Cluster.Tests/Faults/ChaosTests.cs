using System.Collections.Concurrent;
using Rag.Cluster.Tests.Processes;

namespace Rag.Cluster.Tests.Faults;

public sealed class ChaosTests(SharedPostgres postgres, ITestOutputHelper output)
{
    private const int Clients = 4;
    private const int DocumentsOfClient = 12;

    /// <summary>Five minutes where <c>RAG_LONG_TESTS</c> is set.</summary>
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(
        Environment.GetEnvironmentVariable("RAG_LONG_TESTS") is null ? 40 : 300);

    [Fact]
    public async Task While_silos_come_and_go_the_end_state_equals_the_operation_log()
    {
        int seed = Environment.GetEnvironmentVariable("RAG_SEED") is { } given
            ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture)
            : Environment.TickCount;
        output.WriteLine($"RAG_SEED={seed}");
        await using ProcessCluster cluster = await ProcessCluster.StartAsync(postgres.Server, 2);
        var work = new Workload(cluster.Client);
        var deleted = new ConcurrentBag<string>();
        using var end = new CancellationTokenSource(Duration);

        Task clients = Task.WhenAll(Enumerable.Range(0, Clients).Select(client => OperateAsync(
            work, new Random(seed + client + 1), client, deleted, end.Token)));
        List<string> faults = await ComeAndGoAsync(cluster, new Random(seed), end.Token);
        await clients;

        output.WriteLine($"{string.Join(", ", faults)}; {work.Refusals} refusals were repeated");
        await work.VerifyAsync(deleted);
    }

    /// <summary>Each client has documents of its own, so its log alone says how each of them must end.</summary>
    private static async Task OperateAsync(
        Workload work, Random random, int client, ConcurrentBag<string> deleted, CancellationToken end)
    {
        for (int operation = 1; !end.IsCancellationRequested; operation++)
        {
            string id = $"c{client}d{random.Next(DocumentsOfClient)}";
            if (random.Next(5) == 0)
            {
                await work.DeleteAsync(id);
                deleted.Add(id);
            }
            else
            {
                await work.UploadAsync(id, operation);
            }
        }
    }

    private static async Task<List<string>> ComeAndGoAsync(ProcessCluster cluster, Random random, CancellationToken end)
    {
        var faults = new List<string>();
        while (!end.IsCancellationRequested)
        {
            await Task.Delay(random.Next(2_000, 8_000), CancellationToken.None);
            HostProcess[] alive = [.. cluster.Silos.Where(silo => !silo.HasExited)];
            if (alive.Length < 2 || random.Next(2) == 0)
            {
                faults.Add("start");
                await cluster.AddSiloAsync();
                continue;
            }

            HostProcess victim = alive[random.Next(alive.Length)];
            bool isKilled = random.Next(2) == 0;
            faults.Add(isKilled ? "kill" : "stop");
            if (isKilled) await victim.KillAsync();
            else await victim.StopAsync();
        }

        return faults;
    }
}
