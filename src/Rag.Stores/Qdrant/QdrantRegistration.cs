using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Rag.Pipeline;

namespace Rag.Stores.Qdrant;

/// <summary>Vectors in a Qdrant server.</summary>
public static class QdrantRegistration
{
    /// <summary>
    /// Adds the vector store <c>qdrant</c> if the section names an address; without one nothing is added.
    /// </summary>
    /// <param name="services">The host's services; logging must be among them.</param>
    /// <param name="section">The configuration of <see cref="QdrantOptions"/>.</param>
    public static IServiceCollection AddQdrantStore(this IServiceCollection services, IConfiguration section)
    {
        if (string.IsNullOrWhiteSpace(section[nameof(QdrantOptions.Url)])) return services;
        services.AddOptionsWithValidateOnStart<QdrantOptions, QdrantOptionsValidator>().Bind(section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IVectorStore, QdrantVectorStore>();
        return services;
    }
}
