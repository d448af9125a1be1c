using Microsoft.Extensions.DependencyInjection;
using Rag.Pipeline;

namespace Rag.Stores.None;

/// <summary>Collections without vectors.</summary>
public static class NoneRegistration
{
    /// <summary>Adds the store <c>none</c>.</summary>
    public static IServiceCollection AddNoVectors(this IServiceCollection services) =>
        services.AddSingleton<IVectorStore, NoVectorStore>();
}
