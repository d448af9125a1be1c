using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rag.Pipeline;

namespace Rag.Stores.Postgres.Vectors;

/// <summary>Says at the start whether the vector store can be used; the host runs in either case.</summary>
internal sealed partial class PgvectorStartup(PgvectorExtension extension, ILogger<PgvectorStartup> logger)
    : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await extension.EnsureAsync(cancellationToken);
        }
        catch (StoreException exception)
        {
            // Collections that use another store are none the worse; those that use this one get the same message.
            Unusable(logger, exception.Message);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Reason}")]
    private static partial void Unusable(ILogger logger, string reason);
}
