using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Rag.ModelProviders.OpenAI;

/// <summary>Registers models behind OpenAI's protocol.</summary>
internal static class OpenAIRegistration
{
    /// <summary>Adds the provider <c>openai</c> (section <c>Models:OpenAI</c>).</summary>
    public static IServiceCollection AddOpenAI(this IServiceCollection services, IConfiguration section)
    {
        services.AddOptionsWithValidateOnStart<OpenAIOptions, OpenAIOptionsValidator>()
            .Bind(section.GetSection("Models:OpenAI")).ValidateDataAnnotations();
        return services.AddSingleton<OpenAIServers>().AddOpenAIProtocol<OpenAIServers>();
    }

    /// <summary>Adds the chat and embedding models of a server of this protocol.</summary>
    public static IServiceCollection AddOpenAIProtocol<TServers>(this IServiceCollection services)
        where TServers : class, IOpenAIServers => services
            .AddSingleton<IEmbeddingProvider>(
                provider => new OpenAIEmbeddingProvider(provider.GetRequiredService<TServers>()))
            .AddSingleton<IChatProvider>(
                provider => new OpenAIChatProvider(provider.GetRequiredService<TServers>()));
}
