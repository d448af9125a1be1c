namespace Orleans.Hosting;

/// <summary>Composes one memory stream provider of a cluster client.</summary>
public interface IClusterClientMemoryStreamConfigurator
{
    /// <summary>The name of the provider.</summary>
    string Name { get; }
}
