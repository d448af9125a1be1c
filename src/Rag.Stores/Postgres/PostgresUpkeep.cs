using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rag.Pipeline;
using Rag.Stores.Postgres.Chunks;
using Rag.Stores.Postgres.Keywords;

namespace Rag.Stores.Postgres;

/// <summary>Finishes after the start what a host that stopped in the middle of it left, dropped indexes; and gives back
/// from time to time the memory of those that other hosts dropped.</summary>
internal sealed partial class PostgresUpkeep(
    PostgresChunkStore chunks, KeywordReplicas keywords, TimeProvider time, ILogger<PostgresUpkeep> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await TryAsync(chunks.FinishDropsAsync, stoppingToken);
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await TryAsync(keywords.RemoveDroppedAsync, stoppingToken);
    }

    private async Task TryAsync(Func<CancellationToken, Task> remove, CancellationToken stoppingToken)
    {
        try
        {
            await remove(stoppingToken);
        }
        catch (StoreException exception)
        {
            // Nothing reads what is left; the next drop, minute or start goes on with it.
            NotFinished(logger, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The remains of dropped indexes are not removed yet")]
    private static partial void NotFinished(ILogger logger, Exception exception);
}
