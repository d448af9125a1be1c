using Microsoft.Extensions.DependencyInjection;
using Orleans.InProcess;
using Orleans.Streams;

namespace Orleans.Hosting;

/// <summary>Adds streams that live in memory.</summary>
public static class SiloBuilderMemoryStreamExtensions
{
    /// <summary>Adds a provider; grains can subscribe only if there is storage named <c>PubSubStore</c>.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="name">The name of the provider.</param>
    /// <param name="configure">Composes the provider.</param>
    /// <returns>The silo.</returns>
    public static ISiloBuilder AddMemoryStreams(
        this ISiloBuilder builder, string name, Action<ISiloMemoryStreamConfigurator>? configure = null)
    {
        builder.Services.AddKeyedSingleton<IStreamProvider>(
            name,
            static (services, key) => ActivatorUtilities.CreateInstance<MemoryStreamProvider>(services, (string)key!));
        configure?.Invoke(new SiloMemoryStreamConfigurator(name, addServices => addServices(builder.Services)));
        return builder;
    }
}
