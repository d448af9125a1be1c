using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Hosting;

/// <summary>Composes one stream provider of a silo.</summary>
public interface ISiloPersistentStreamConfigurator
{
    /// <summary>The name of the provider.</summary>
    string Name { get; }

    /// <summary>Adds services.</summary>
    Action<Action<IServiceCollection>> ConfigureDelegate { get; }
}
