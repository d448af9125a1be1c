using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rag.Pipeline;
using Rag.Stores.Postgres.Chunks;

namespace Rag.Stores.Postgres;

/// <summary>Finishes after the start what a host that stopped in the middle of it left: dropped indexes.</summary>
internal sealed partial class PostgresUpkeep(PostgresChunkStore chunks, ILogger<PostgresUpkeep> logger)
    : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await chunks.FinishDropsAsync(stoppingToken);
        }
        catch (StoreException exception)
        {
            // Nothing reads what is left; the next drop or start goes on with it.
            NotFinished(logger, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The remains of dropped indexes are not removed yet")]
    private static partial void NotFinished(ILogger logger, Exception exception);
}
