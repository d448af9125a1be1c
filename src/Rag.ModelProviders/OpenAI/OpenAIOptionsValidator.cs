using Microsoft.Extensions.Options;
using Rag.ModelProviders.Connections;

namespace Rag.ModelProviders.OpenAI;

/// <summary>Refuses an address that could not work or would carry a secret.</summary>
internal sealed class OpenAIOptionsValidator : IValidateOptions<OpenAIOptions>
{
    public ValidateOptionsResult Validate(string? name, OpenAIOptions options) =>
        ServerAddress.HasProblem(options.BaseUrl, $"{OpenAIOptions.Section}:BaseUrl", out string? problem)
            ? ValidateOptionsResult.Fail(problem)
            : ValidateOptionsResult.Success;
}
