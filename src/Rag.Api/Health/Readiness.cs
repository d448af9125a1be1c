using Rag.Grains.Interfaces;

namespace Rag.Api.Health;

/// <summary>
/// Whether requests can be served: the host has started (the silo and its stores before the HTTP server), is not
/// stopping, and a grain that reads its state answers.
/// </summary>
internal sealed class Readiness(IHostApplicationLifetime lifetime, IGrainFactory grains)
{
    /// <summary>Status of a service that is ready.</summary>
    public const string Ok = "ok";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary><see cref="Ok"/>, or what hinders.</summary>
    public async Task<string> GetStatusAsync(CancellationToken cancellationToken)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested) return "stopping";
        if (!lifetime.ApplicationStarted.IsCancellationRequested) return "starting";
        try
        {
            await grains.Tenant(TenantId.Default).ListCollectionsAsync(cancellationToken)
                .WaitAsync(Patience, cancellationToken);
            return Ok;
        }
        catch (Exception exception) when (exception is TimeoutException or OrleansException)
        {
            return "unavailable";
        }
    }
}
