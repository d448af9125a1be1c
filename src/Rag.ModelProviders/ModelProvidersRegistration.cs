using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Rag.ModelProviders.Extractive;
using Rag.ModelProviders.Lexical;
using Rag.ModelProviders.Stub;
using Rag.Pipeline.Models;

namespace Rag.ModelProviders;

/// <summary>Registers the models.</summary>
public static class ModelProvidersRegistration
{
    /// <summary>Adds all providers and the choice among them (section <c>Models</c>; each has its own in it).</summary>
    public static IServiceCollection AddModelProviders(this IServiceCollection services, IConfiguration section)
    {
        services.AddOptionsWithValidateOnStart<ModelOptions>()
            .Bind(section.GetSection("Models")).ValidateDataAnnotations();
        services.AddOptionsWithValidateOnStart<ExtractiveOptions>()
            .Bind(section.GetSection("Models:Extractive")).ValidateDataAnnotations();
        services.AddOptionsWithValidateOnStart<StubOptions>()
            .Bind(section.GetSection("Models:Stub")).ValidateDataAnnotations();
        return services
            .AddSingleton<IEmbeddingProvider, LexicalEmbeddingProvider>()
            .AddSingleton<IChatProvider, ExtractiveChatProvider>()
            .AddSingleton<IChatProvider, StubChatProvider>()
            .AddSingleton<IEmbeddingModels, EmbeddingModels>()
            .AddSingleton<IChatModels, ChatModels>();
    }
}
