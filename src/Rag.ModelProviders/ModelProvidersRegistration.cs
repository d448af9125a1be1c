using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Rag.ModelProviders.AzureOpenAI;
using Rag.ModelProviders.Connections;
using Rag.ModelProviders.External;
using Rag.ModelProviders.Extractive;
using Rag.ModelProviders.Lexical;
using Rag.ModelProviders.Ollama;
using Rag.ModelProviders.OpenAI;
using Rag.ModelProviders.Reranking;
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
        services.AddSingleton<IValidateOptions<ModelOptions>, ModelOptionsValidator>()
            .PostConfigure<ModelOptions>(options => ChooseNamedModels(options, section));
        services.AddOptionsWithValidateOnStart<ExtractiveOptions>()
            .Bind(section.GetSection("Models:Extractive")).ValidateDataAnnotations();
        services.AddOptionsWithValidateOnStart<StubOptions>()
            .Bind(section.GetSection("Models:Stub")).ValidateDataAnnotations();
        return services
            .AddSingleton<ModelHttp>()
            .AddOpenAI(section)
            .AddAzureOpenAI(section)
            .AddOllama(section)
            .AddRemoteRerankers(section)
            .AddSingleton<IEmbeddingProvider, LexicalEmbeddingProvider>()
            .AddSingleton<IEmbeddingProvider, ExternalEmbeddingProvider>()
            .AddSingleton<IChatProvider, ExtractiveChatProvider>()
            .AddSingleton<IChatProvider, StubChatProvider>()
            .AddSingleton<IEmbeddingModels, EmbeddingModels>()
            .AddSingleton<IChatModels, ChatModels>();
    }

    /// <summary>
    /// Who has given OpenAI's provider a server and named a model of it means that model, unless he chose a provider.
    /// A key alone, which may be in the environment for other programs, sends no text anywhere.
    /// </summary>
    private static void ChooseNamedModels(ModelOptions options, IConfiguration section)
    {
        IConfiguration own = section.GetSection("Models:OpenAI");
        if (string.IsNullOrEmpty(own["ApiKey"]) && string.IsNullOrEmpty(own["BaseUrl"])) return;
        if (string.IsNullOrEmpty(section["Models:EmbeddingProvider"]) && !string.IsNullOrEmpty(own["EmbeddingModel"]))
            options.EmbeddingProvider = OpenAIServers.ProviderName;
        if (string.IsNullOrEmpty(section["Models:ChatProvider"]) && !string.IsNullOrEmpty(own["ChatModel"]))
            options.ChatProvider = OpenAIServers.ProviderName;
    }
}
