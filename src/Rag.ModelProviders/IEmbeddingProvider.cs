using System.Diagnostics.CodeAnalysis;
using Rag.Pipeline.Models;

namespace Rag.ModelProviders;

/// <summary>A vendor's embedding models.</summary>
public interface IEmbeddingProvider
{
    /// <summary>The name that configuration and collections use, for instance <c>lexical</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Completes a choice among this provider's models; <paramref name="problem"/> says what is wrong.
    /// </summary>
    bool TryResolve(
        string? model,
        int? dimensions,
        [NotNullWhen(true)] out EmbeddingModelId? resolved,
        [NotNullWhen(false)] out string? problem);

    /// <summary>Makes the model ready; called once for each id.</summary>
    EmbeddingModel Create(EmbeddingModelId id);
}
