using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Rag.ModelProviders.OpenAI;

namespace Rag.ModelProviders.AzureOpenAI;

/// <summary>Registers models deployed at Azure OpenAI.</summary>
internal static class AzureOpenAIRegistration
{
    /// <summary>Adds the provider <c>azure_openai</c> (section <c>Models:AzureOpenAI</c>).</summary>
    public static IServiceCollection AddAzureOpenAI(this IServiceCollection services, IConfiguration section)
    {
        services.AddOptionsWithValidateOnStart<AzureOpenAIOptions, AzureOpenAIOptionsValidator>()
            .Bind(section.GetSection("Models:AzureOpenAI")).ValidateDataAnnotations();
        return services.AddSingleton<AzureOpenAIServers>().AddOpenAIProtocol<AzureOpenAIServers>();
    }
}
