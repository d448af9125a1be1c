using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Hosting;

/// <summary>Composes stream providers.</summary>
public static class SiloPersistentStreamConfiguratorExtensions
{
    /// <summary>Sets how items are brought to their subscribers.</summary>
    /// <param name="configurator">The provider.</param>
    /// <param name="configureOptions">Sets it.</param>
    public static void ConfigurePullingAgent(
        this ISiloPersistentStreamConfigurator configurator,
        Action<OptionsBuilder<StreamPullingAgentOptions>>? configureOptions = null) =>
        configurator.ConfigureDelegate(services =>
            configureOptions?.Invoke(services.AddOptions<StreamPullingAgentOptions>(configurator.Name)));
}
