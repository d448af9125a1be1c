#if ORLEANS_PACKAGES
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rag.Grains.Interfaces;

namespace Rag.Hosting.Orleans;

/// <summary>
/// Keeps the watchdog alive from every silo, and tells it when a silo has left the cluster: what was worked on there
/// goes on elsewhere at once instead of after its silence was noticed.
/// </summary>
internal sealed partial class SiloWatch(
    IClusterMembershipService membership, IGrainFactory grains, TimeProvider time, ILogger<SiloWatch> logger)
    : BackgroundService
{
    /// <summary>A watchdog that died with its silo comes back with the next ping of any other.</summary>
    private static readonly TimeSpan PingPeriod = TimeSpan.FromSeconds(3);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(PingAsync(stoppingToken), WatchAsync(stoppingToken));

    private async Task PingAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(PingPeriod, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await TryAsync(() => grains.Watch().PingAsync(stoppingToken));
    }

    private async Task WatchAsync(CancellationToken stoppingToken)
    {
        HashSet<SiloAddress> gone = [.. GoneIn(membership.CurrentSnapshot)];
        await foreach (ClusterMembershipSnapshot snapshot in
            membership.MembershipUpdates.WithCancellation(stoppingToken))
        {
            SiloAddress[] lost = [.. GoneIn(snapshot).Where(gone.Add)];
            if (lost.Length == 0) continue;
            SilosLeft(logger, lost.Length);
            await TryAsync(() => grains.Watch().ResumeAllAsync(stoppingToken));
        }
    }

    private static IEnumerable<SiloAddress> GoneIn(ClusterMembershipSnapshot snapshot) =>
        from member in snapshot.Members.Values where member.Status == SiloStatus.Dead select member.SiloAddress;

    private async Task TryAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            // The next ping comes soon, and other silos ping, too.
            WatchdogUnreachable(logger, exception.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Count} silos have left the cluster; their documents are taken up")]
    private static partial void SilosLeft(ILogger logger, int count);

    [LoggerMessage(LogLevel.Warning, "The watchdog does not answer: {Reason}")]
    private static partial void WatchdogUnreachable(ILogger logger, string reason);
}
#endif
