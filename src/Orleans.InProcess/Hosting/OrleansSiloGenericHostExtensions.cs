using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.InProcess;

namespace Microsoft.Extensions.Hosting;

/// <summary>Adds a silo to a host.</summary>
public static class OrleansSiloGenericHostExtensions
{
    /// <summary>Adds a silo to the host; a second call composes the same silo.</summary>
    /// <param name="hostAppBuilder">The host.</param>
    /// <param name="configureDelegate">Composes the silo.</param>
    /// <returns>The host.</returns>
    public static IHostApplicationBuilder UseOrleans(
        this IHostApplicationBuilder hostAppBuilder, Action<ISiloBuilder> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(hostAppBuilder);
        configureDelegate(SiloRegistration.AddSilo(hostAppBuilder.Services, hostAppBuilder.Configuration));
        return hostAppBuilder;
    }

    /// <summary>Adds a silo to the host; a second call composes the same silo.</summary>
    /// <param name="hostAppBuilder">The host.</param>
    /// <param name="configureDelegate">Composes the silo.</param>
    /// <returns>The host.</returns>
    public static HostApplicationBuilder UseOrleans(
        this HostApplicationBuilder hostAppBuilder, Action<ISiloBuilder> configureDelegate)
    {
        ((IHostApplicationBuilder)hostAppBuilder).UseOrleans(configureDelegate);
        return hostAppBuilder;
    }

    /// <summary>Adds a silo to the host; a second call composes the same silo.</summary>
    /// <param name="hostBuilder">The host.</param>
    /// <param name="configureDelegate">Composes the silo.</param>
    /// <returns>The host.</returns>
    public static IHostBuilder UseOrleans(this IHostBuilder hostBuilder, Action<ISiloBuilder> configureDelegate) =>
        hostBuilder.UseOrleans((_, silo) => configureDelegate(silo));

    /// <summary>Adds a silo to the host; a second call composes the same silo.</summary>
    /// <param name="hostBuilder">The host.</param>
    /// <param name="configureDelegate">Composes the silo.</param>
    /// <returns>The host.</returns>
    public static IHostBuilder UseOrleans(
        this IHostBuilder hostBuilder, Action<HostBuilderContext, ISiloBuilder> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(hostBuilder);
        return hostBuilder.ConfigureServices((context, services) =>
            configureDelegate(context, SiloRegistration.AddSilo(services, context.Configuration)));
    }

    /// <summary>Adds a silo to the services; a second call composes the same silo.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="configureDelegate">Composes the silo.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddOrleans(
        this IServiceCollection services, Action<ISiloBuilder> configureDelegate)
    {
        configureDelegate(SiloRegistration.AddSilo(services, new ConfigurationBuilder().Build()));
        return services;
    }
}
