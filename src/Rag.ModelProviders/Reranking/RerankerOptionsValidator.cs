using Microsoft.Extensions.Options;
using Rag.ModelProviders.Connections;

namespace Rag.ModelProviders.Reranking;

/// <summary>Refuses a server that could not be reached or spoken to.</summary>
internal sealed class RerankerOptionsValidator : IValidateOptions<RerankerOptions>
{
    public ValidateOptionsResult Validate(string? name, RerankerOptions options)
    {
        string section = $"Rag:Models:Rerankers:{name}";
        if (options.Protocol is not { } protocol)
        {
            return ValidateOptionsResult.Fail(
                $"{section}:Protocol is not set, and '{name}' is no protocol; it is one of cohere, jina, voyage, tei.");
        }

        if (options.BaseUrl is null && RerankDialect.Of(protocol).BaseUrl is null)
            return ValidateOptionsResult.Fail($"{section}:BaseUrl is not set; '{protocol}' has no address of its own.");
        return ServerAddress.HasProblem(options.BaseUrl, $"{section}:BaseUrl", out string? problem)
            ? ValidateOptionsResult.Fail(problem)
            : ValidateOptionsResult.Success;
    }
}
