using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Rag.Pipeline;

namespace Rag.Stores.Weaviate;

/// <summary>Vectors in a Weaviate server.</summary>
public static class WeaviateRegistration
{
    /// <summary>
    /// Adds the vector store <c>weaviate</c> if the section names an address; without one nothing is added. A server
    /// that this store cannot work with is told at start, one that does not answer then is not waited for.
    /// </summary>
    /// <param name="services">The host's services; logging must be among them.</param>
    /// <param name="section">The configuration of <see cref="WeaviateOptions"/>.</param>
    public static IServiceCollection AddWeaviateStore(this IServiceCollection services, IConfiguration section)
    {
        if (string.IsNullOrWhiteSpace(section[nameof(WeaviateOptions.Url)])) return services;
        services.AddOptionsWithValidateOnStart<WeaviateOptions, WeaviateOptionsValidator>().Bind(section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<WeaviateVectorStore>();
        services.AddSingleton<IVectorStore>(provider => provider.GetRequiredService<WeaviateVectorStore>());
        services.AddHostedService<WeaviateStartup>();
        return services;
    }
}
