using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;

namespace Orleans;

/// <summary>Gets stream providers inside of grains.</summary>
public static class GrainStreamingExtensions
{
    /// <summary>Gets a stream provider.</summary>
    /// <param name="grain">The grain.</param>
    /// <param name="name">The name it was added under.</param>
    /// <returns>The provider.</returns>
    public static IStreamProvider GetStreamProvider(this Grain grain, string name) =>
        Find(((IGrainBase)grain).GrainContext.ActivationServices, name);

    /// <summary>Gets a stream provider.</summary>
    /// <param name="grain">The grain.</param>
    /// <param name="name">The name it was added under.</param>
    /// <returns>The provider.</returns>
    public static IStreamProvider GetStreamProvider(this IGrainBase grain, string name) =>
        Find(grain.GrainContext.ActivationServices, name);

    internal static IStreamProvider Find(IServiceProvider services, string name) =>
        services.GetKeyedService<IStreamProvider>(name)
        ?? throw new KeyNotFoundException($"There is no stream provider named \"{name}\".");
}
