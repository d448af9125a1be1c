using Microsoft.Extensions.Diagnostics.HealthChecks;
using Rag.Grains.Interfaces;

namespace Rag.Hosting.Health;

/// <summary>A grain that reads its state answers in time: silo, directory and storage work.</summary>
internal sealed class GrainsAnswer(IGrainFactory grains) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await grains.Tenant(TenantId.Default).ListCollectionsAsync(cancellationToken)
                .WaitAsync(Patience, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is TimeoutException or OrleansException)
        {
            return HealthCheckResult.Unhealthy("The grains do not answer.", exception);
        }
    }
}
