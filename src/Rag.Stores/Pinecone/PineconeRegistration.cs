using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Rag.Pipeline;

namespace Rag.Stores.Pinecone;

/// <summary>Vectors in Pinecone.</summary>
public static class PineconeRegistration
{
    /// <summary>
    /// Adds the vector store <c>pinecone</c> if the section has a key; without one nothing is added.
    /// </summary>
    /// <param name="services">The host's services; logging must be among them.</param>
    /// <param name="section">The configuration of <see cref="PineconeOptions"/>.</param>
    public static IServiceCollection AddPineconeStore(this IServiceCollection services, IConfiguration section)
    {
        if (string.IsNullOrWhiteSpace(section[nameof(PineconeOptions.ApiKey)])) return services;
        services.AddOptionsWithValidateOnStart<PineconeOptions, PineconeOptionsValidator>().Bind(section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IVectorStore, PineconeVectorStore>();
        return services;
    }
}
