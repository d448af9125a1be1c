using Orleans.InProcess;
using Orleans.Runtime.Hosting;

namespace Orleans.Hosting;

/// <summary>Adds storage that forgets everything when the process ends.</summary>
public static class MemoryGrainStorageSiloBuilderExtensions
{
    /// <summary>Adds it for states that name no storage.</summary>
    /// <param name="builder">The silo.</param>
    /// <returns>The silo.</returns>
    public static ISiloBuilder AddMemoryGrainStorageAsDefault(this ISiloBuilder builder) =>
        builder.AddMemoryGrainStorage("Default");

    /// <summary>Adds it under a name.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="name">The name.</param>
    /// <returns>The silo.</returns>
    public static ISiloBuilder AddMemoryGrainStorage(this ISiloBuilder builder, string name) =>
        builder.ConfigureServices(services =>
            services.AddGrainStorage(name, static (_, _) => new MemoryGrainStorage()));
}
