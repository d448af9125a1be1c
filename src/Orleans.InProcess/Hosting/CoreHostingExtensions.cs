using System.Net;
using Orleans.Configuration;

namespace Orleans.Hosting;

/// <summary>Composes how the silo finds its cluster.</summary>
public static class CoreHostingExtensions
{
    /// <summary>Makes the silo a cluster of its own on this machine. This build opens no ports.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="siloPort">The port for other silos. Without effect here.</param>
    /// <param name="gatewayPort">The port for clients. Without effect here.</param>
    /// <param name="primarySiloEndpoint">Another silo to join. Must be <see langword="null"/> here.</param>
    /// <param name="serviceId">Names the service.</param>
    /// <param name="clusterId">Names the deployment.</param>
    /// <returns>The silo.</returns>
    public static ISiloBuilder UseLocalhostClustering(
        this ISiloBuilder builder,
        int siloPort = 11111,
        int gatewayPort = 30000,
        IPEndPoint? primarySiloEndpoint = null,
        string serviceId = "dev",
        string clusterId = "dev")
    {
        if (primarySiloEndpoint is not null && primarySiloEndpoint.Port != siloPort)
            throw new Runtime.OrleansConfigurationException("This build holds one silo and cannot join another one.");

        return builder.Configure<ClusterOptions>(options =>
        {
            options.ServiceId = serviceId;
            options.ClusterId = clusterId;
        });
    }
}
