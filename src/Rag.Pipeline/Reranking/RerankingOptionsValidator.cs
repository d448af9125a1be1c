using Microsoft.Extensions.Options;

namespace Rag.Pipeline.Reranking;

/// <summary>Refuses a name that two rerankers bear, and a default that none does.</summary>
internal sealed class RerankingOptionsValidator(IEnumerable<IReranker> rerankers) : IValidateOptions<RerankingOptions>
{
    public ValidateOptionsResult Validate(string? name, RerankingOptions options)
    {
        string[] names = [.. rerankers.Select(reranker => reranker.Name).Order(StringComparer.Ordinal)];
        string? twice = names.GroupBy(own => own).FirstOrDefault(own => own.Count() > 1)?.Key;
        if (twice is not null)
        {
            return ValidateOptionsResult.Fail(
                $"Two rerankers have the name '{twice}'; give the one in Models:Rerankers another.");
        }

        return names.Contains(options.Default, StringComparer.Ordinal)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Reranking:Default is '{options.Default}', and there is no such reranker: there are "
                + $"{string.Join(", ", names)}; configure it below Models:Rerankers, or choose one of these.");
    }
}
