namespace Orleans.Hosting;

/// <summary>Adds streams to a cluster client.</summary>
public static class ClientBuilderStreamingExtensions
{
    /// <summary>Adds a provider. Without effect here: there is no cluster to connect to.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="name">The name of the provider.</param>
    /// <param name="configure">Composes the provider.</param>
    /// <returns>The client.</returns>
    public static IClientBuilder AddMemoryStreams(
        this IClientBuilder builder, string name, Action<IClusterClientMemoryStreamConfigurator>? configure = null) =>
        builder;
}
