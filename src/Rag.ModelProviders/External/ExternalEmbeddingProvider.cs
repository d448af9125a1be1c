using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Rag.Pipeline.Models;

namespace Rag.ModelProviders.External;

/// <summary>
/// Vectors that the caller makes himself. The name of his model is a label: it tells vectors apart that must not be
/// compared.
/// </summary>
internal sealed class ExternalEmbeddingProvider : IEmbeddingProvider
{
    private const string DefaultModel = "external";
    private const int MaxModelLength = 200;
    private const int MaxDimensions = 16_000;

    /// <summary>As for semantic models, which is what people bring along.</summary>
    private const double VectorShare = 0.5;

    /// <summary>Passages stored at a time.</summary>
    private const int MaxBatch = 256;

    public string Name => EmbeddingModelId.ExternalProvider;

    public bool TryResolve(
        string? model,
        int? dimensions,
        [NotNullWhen(true)] out EmbeddingModelId? resolved,
        [NotNullWhen(false)] out string? problem)
    {
        problem = FindProblem(model, dimensions);
        resolved = problem is null ? new EmbeddingModelId(Name, model ?? DefaultModel, dimensions!.Value) : null;
        return resolved is not null;
    }

    public EmbeddingModel Create(EmbeddingModelId id) =>
        new(id, new ExternalEmbeddingGenerator(), VectorShare, MaxBatch) { IsBuiltIn = true };

    private static string? FindProblem(string? model, int? dimensions)
    {
        if (model is { Length: 0 or > MaxModelLength } || model?.Any(char.IsControl) == true)
            return $"embedding.model must have 1..{MaxModelLength} characters, none of them a control character.";
        if (dimensions is >= 1 and <= MaxDimensions) return null;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"embedding.dimensions is {dimensions?.ToString(CultureInfo.InvariantCulture) ?? "missing"}; with the "
            + $"provider 'external' it must say how long your vectors are, 1..{MaxDimensions}.");
    }
}
