using System.Diagnostics.CodeAnalysis;
using Rag.Pipeline.Models;

namespace Rag.ModelProviders.Embedding;

/// <summary>The embedding models of one server: which choices make sense, and how each is used.</summary>
/// <param name="provider">Name of the provider.</param>
/// <param name="section">Where it is configured, for messages.</param>
/// <param name="options">Limits, and what is configured about models.</param>
internal sealed class RemoteEmbeddingModels(string provider, string section, EmbeddingConnectionOptions options)
{
    /// <summary>Longest vector that any store here takes.</summary>
    private const int MaxDimensions = 16_000;

    /// <summary>Completes a choice; a model nobody knows needs its dimensions.</summary>
    public bool TryResolve(
        string model,
        int? dimensions,
        [NotNullWhen(true)] out EmbeddingModelId? resolved,
        [NotNullWhen(false)] out string? problem)
    {
        EmbeddingModelProfile profile = EmbeddingModelProfile.Of(model, options.EmbeddingModels);
        int length = dimensions ?? profile.Dimensions ?? 0;
        problem = FindProblem(model, profile, dimensions, length);
        resolved = problem is null ? new EmbeddingModelId(provider, model, length) : null;
        return resolved is not null;
    }

    /// <summary>Makes a model ready.</summary>
    public EmbeddingModel Create(EmbeddingModelId id, IEmbeddingEndpoint endpoint)
    {
        EmbeddingModelProfile profile = EmbeddingModelProfile.Of(id.Model, options.EmbeddingModels);
        // A server that always gives the whole vector may not know the parameter, so it is not sent without need.
        bool shortens = profile.CanShorten && profile.Dimensions != id.Dimensions;
        RemoteEmbeddingGenerator With(string prefix) => new(endpoint, id, prefix, shortens, options);
        return new EmbeddingModel(
            id, With(profile.PassagePrefix), profile.VectorShare, options.BatchSize * options.ParallelBatches)
        {
            QueryGenerator = With(profile.QueryPrefix),
            // The same text with another prefix is another vector.
            CacheKey = profile.PassagePrefix.Length == 0 ? id.ToString() : $"{id} {profile.PassagePrefix}",
        };
    }

    private string? FindProblem(string model, EmbeddingModelProfile profile, int? asked, int length)
    {
        if (asked is null && profile.Dimensions is null)
        {
            return $"The dimensions of the embedding model '{model}' are not known; say embedding.dimensions, or " +
                $"list the model under {section}:EmbeddingModels.";
        }

        if (length is < 1 or > MaxDimensions)
            return $"embedding.dimensions is {length}; it must be 1..{MaxDimensions:N0}.";
        if (profile.Dimensions is not { } whole || length == whole) return null;
        if (!profile.CanShorten)
            return $"embedding.dimensions is {length}; '{model}' makes vectors of {whole} dimensions.";
        return length > whole
            ? $"embedding.dimensions is {length}; '{model}' makes vectors of 1 to {whole} dimensions."
            : null;
    }
}
