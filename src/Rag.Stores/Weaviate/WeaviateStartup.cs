using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rag.Pipeline;

namespace Rag.Stores.Weaviate;

/// <summary>
/// Looks at the server when the host starts. A wrong version, a wrong key or a switched-off GraphQL ends the start; a
/// server that is down does not, because collections in other stores need none of it.
/// </summary>
internal sealed partial class WeaviateStartup(WeaviateVectorStore store, ILogger<WeaviateStartup> logger)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            LogReady(await store.CheckAsync(cancellationToken));
        }
        catch (StoreException failure) when (failure.IsTransient)
        {
            LogUnreachable(failure);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Information, "{Engine} answers")]
    private partial void LogReady(string engine);

    [LoggerMessage(LogLevel.Warning, "Weaviate does not answer; it is asked again when it is needed")]
    private partial void LogUnreachable(Exception failure);
}
