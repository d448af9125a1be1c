using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace Orleans.InProcess;

/// <summary>Says, when a cluster client starts, that there is no cluster in this build.</summary>
internal sealed class MissingCluster : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => throw new OrleansConfigurationException(
        "This build holds one silo in one process and cannot join a cluster. "
        + "Build with the Orleans packages, or co-host the silo (UseOrleans).");

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
