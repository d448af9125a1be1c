using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Orleans.InProcess;

/// <summary>Registers the one silo of a host.</summary>
internal static class SiloRegistration
{
    public static ISiloBuilder AddSilo(IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(static service => service.ServiceType == typeof(ClientBuilder)))
            throw new OrleansConfigurationException("A host is either a silo or a client: use one of them.");

        object? known = services
            .FirstOrDefault(static service => service.ServiceType == typeof(SiloBuilder))?.ImplementationInstance;
        if (known is SiloBuilder existing)
            return existing;

        var builder = new SiloBuilder(services, configuration);
        services.AddSingleton(builder);
        services.AddOptions();
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<InProcessSilo>();
        services.AddHostedService(static provider => provider.GetRequiredService<InProcessSilo>());
        services.AddSingleton<IClusterClient>(static provider =>
            provider.GetRequiredService<InProcessSilo>().GrainFactory);
        services.AddSingleton<IGrainFactory>(static provider => provider.GetRequiredService<IClusterClient>());
        services.AddSingleton<IGrainContextAccessor, GrainContextAccessor>();
        services.AddScoped<IGrainContext>(static _ => Activation.RequireCurrent());
        return builder;
    }
}
