using Microsoft.Extensions.Options;
using Rag.ModelProviders.Connections;

namespace Rag.ModelProviders.Ollama;

/// <summary>Refuses an address that could not work or would carry a secret.</summary>
internal sealed class OllamaOptionsValidator : IValidateOptions<OllamaOptions>
{
    public ValidateOptionsResult Validate(string? name, OllamaOptions options) =>
        ServerAddress.HasProblem(options.BaseUrl, $"{OllamaOptions.Section}:BaseUrl", out string? problem)
            ? ValidateOptionsResult.Fail(problem)
            : ValidateOptionsResult.Success;
}
