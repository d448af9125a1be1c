using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Rag.Hosting.Health;

/// <summary>
/// Whether requests can be served: the host has started, is not stopping, and everything that was registered as a
/// health check answers.
/// </summary>
public sealed class Readiness(IHostApplicationLifetime lifetime, Draining draining, HealthCheckService checks)
{
    /// <summary>Status of a service that is ready.</summary>
    public const string Ok = "ok";

    /// <summary>
    /// <see cref="Ok"/>, or what hinders: <c>starting</c>, <c>stopping</c> or <c>unavailable</c>.
    /// </summary>
    public async Task<string> GetStatusAsync(CancellationToken cancellationToken)
    {
        if (draining.HasBegun || lifetime.ApplicationStopping.IsCancellationRequested) return "stopping";
        if (!lifetime.ApplicationStarted.IsCancellationRequested) return "starting";
        HealthReport report = await checks.CheckHealthAsync(cancellationToken);
        return report.Status == HealthStatus.Healthy ? Ok : "unavailable";
    }
}
