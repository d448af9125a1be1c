using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Storage;

namespace Orleans.Runtime.Hosting;

/// <summary>Registers storage providers.</summary>
public static class StorageProviderExtensions
{
    private const string DefaultName = "Default";

    /// <summary>
    /// Registers a storage provider under a name; the name <c>Default</c> serves states that name none.
    /// </summary>
    /// <typeparam name="T">The provider.</typeparam>
    /// <param name="collection">The services.</param>
    /// <param name="name">The name.</param>
    /// <param name="implementationFactory">Makes the provider.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddGrainStorage<T>(
        this IServiceCollection collection, string name, Func<IServiceProvider, string, T> implementationFactory)
        where T : IGrainStorage
    {
        collection.AddKeyedSingleton<IGrainStorage>(
            name, (services, key) => implementationFactory(services, (string)key!));
        if (name == DefaultName)
            collection.TryAddSingleton(static services => services.GetRequiredKeyedService<IGrainStorage>(DefaultName));
        return collection;
    }
}
