using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Rag.ModelProviders.Ollama;

/// <summary>Registers the models of an Ollama server.</summary>
internal static class OllamaRegistration
{
    /// <summary>Adds the provider <c>ollama</c> (section <c>Models:Ollama</c>).</summary>
    public static IServiceCollection AddOllama(this IServiceCollection services, IConfiguration section)
    {
        services.AddOptionsWithValidateOnStart<OllamaOptions, OllamaOptionsValidator>()
            .Bind(section.GetSection("Models:Ollama")).ValidateDataAnnotations();
        return services
            .AddSingleton<OllamaServer>()
            .AddSingleton<IEmbeddingProvider, OllamaEmbeddingProvider>()
            .AddSingleton<IChatProvider, OllamaChatProvider>();
    }
}
