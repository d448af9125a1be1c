using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Rag.Pipeline.Models;

namespace Rag.ModelProviders.Lexical;

/// <summary>The built-in embedding: one model in any number of dimensions within its range.</summary>
internal sealed class LexicalEmbeddingProvider : IEmbeddingProvider
{
    /// <summary>Texts in one call: about 10 ms of work, so that a cancelled job stops soon.</summary>
    private const int MaxBatch = 256;

    public string Name => LexicalEmbeddingGenerator.ProviderName;

    public bool TryResolve(
        string? model,
        int? dimensions,
        [NotNullWhen(true)] out EmbeddingModelId? resolved,
        [NotNullWhen(false)] out string? problem)
    {
        int length = dimensions ?? LexicalEmbeddingGenerator.DefaultDimensions;
        problem = FindProblem(model ?? LexicalEmbeddingGenerator.ModelName, length);
        resolved = problem is null ? new EmbeddingModelId(Name, LexicalEmbeddingGenerator.ModelName, length) : null;
        return resolved is not null;
    }

    public EmbeddingModel Create(EmbeddingModelId id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return new EmbeddingModel(
            id, new LexicalEmbeddingGenerator(id.Dimensions), LexicalEmbeddingGenerator.VectorShare, MaxBatch)
        {
            IsBuiltIn = true,
        };
    }

    private static string? FindProblem(string model, int dimensions)
    {
        if (model != LexicalEmbeddingGenerator.ModelName)
            return $"The provider 'lexical' has no model '{model}', only '{LexicalEmbeddingGenerator.ModelName}'.";
        if (dimensions is >= LexicalEmbeddingGenerator.MinDimensions and <= LexicalEmbeddingGenerator.MaxDimensions)
            return null;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"embedding.dimensions is {dimensions}; '{model}' makes vectors of " +
            $"{LexicalEmbeddingGenerator.MinDimensions} to {LexicalEmbeddingGenerator.MaxDimensions} dimensions.");
    }
}
