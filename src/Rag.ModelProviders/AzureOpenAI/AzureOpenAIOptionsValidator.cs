using Microsoft.Extensions.Options;
using Rag.ModelProviders.Connections;

namespace Rag.ModelProviders.AzureOpenAI;

/// <summary>Refuses an address that could not work or would carry a secret.</summary>
internal sealed class AzureOpenAIOptionsValidator : IValidateOptions<AzureOpenAIOptions>
{
    public ValidateOptionsResult Validate(string? name, AzureOpenAIOptions options) =>
        ServerAddress.HasProblem(options.Endpoint, $"{AzureOpenAIOptions.Section}:Endpoint", out string? problem)
            ? ValidateOptionsResult.Fail(problem)
            : ValidateOptionsResult.Success;
}
