using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.InProcess;
using Orleans.Runtime;

namespace Microsoft.Extensions.Hosting;

/// <summary>Adds a client of a cluster to a host.</summary>
public static class OrleansClientGenericHostExtensions
{
    /// <summary>Adds a cluster client. This build has no cluster: the host composes, and refuses to start.</summary>
    /// <param name="hostAppBuilder">The host.</param>
    /// <param name="configureDelegate">Composes the client.</param>
    /// <returns>The host.</returns>
    public static IHostApplicationBuilder UseOrleansClient(
        this IHostApplicationBuilder hostAppBuilder, Action<IClientBuilder> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(hostAppBuilder);
        configureDelegate(AddClient(hostAppBuilder.Services, hostAppBuilder.Configuration));
        return hostAppBuilder;
    }

    /// <summary>Adds a cluster client. This build has no cluster: the host composes, and refuses to start.</summary>
    /// <param name="hostAppBuilder">The host.</param>
    /// <param name="configureDelegate">Composes the client.</param>
    /// <returns>The host.</returns>
    public static HostApplicationBuilder UseOrleansClient(
        this HostApplicationBuilder hostAppBuilder, Action<IClientBuilder> configureDelegate)
    {
        ((IHostApplicationBuilder)hostAppBuilder).UseOrleansClient(configureDelegate);
        return hostAppBuilder;
    }

    /// <summary>Adds a cluster client. This build has no cluster: the host composes, and refuses to start.</summary>
    /// <param name="hostBuilder">The host.</param>
    /// <param name="configureDelegate">Composes the client.</param>
    /// <returns>The host.</returns>
    public static IHostBuilder UseOrleansClient(
        this IHostBuilder hostBuilder, Action<IClientBuilder> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(hostBuilder);
        return hostBuilder.ConfigureServices((context, services) =>
            configureDelegate(AddClient(services, context.Configuration)));
    }

    private static ClientBuilder AddClient(IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(static service => service.ServiceType == typeof(SiloBuilder)))
            throw new OrleansConfigurationException("A host is either a silo or a client: use one of them.");

        var builder = new ClientBuilder(services, configuration);
        services.AddSingleton(builder);
        services.AddHostedService<MissingCluster>();
        return builder;
    }
}
