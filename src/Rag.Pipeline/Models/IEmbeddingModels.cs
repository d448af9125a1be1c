using System.Diagnostics.CodeAnalysis;

namespace Rag.Pipeline.Models;

/// <summary>The configured embedding models.</summary>
public interface IEmbeddingModels
{
    /// <summary>Completes a choice with defaults; <paramref name="problem"/> says what is wrong with it.</summary>
    /// <param name="provider">A provider; <see langword="null"/> for the configured default.</param>
    /// <param name="model">A model; <see langword="null"/> for the provider's default.</param>
    /// <param name="dimensions">Length of the vectors; <see langword="null"/> for the model's default.</param>
    /// <param name="resolved">The complete choice.</param>
    /// <param name="problem">What is wrong, the value, what is allowed.</param>
    bool TryResolve(
        string? provider,
        string? model,
        int? dimensions,
        [NotNullWhen(true)] out EmbeddingModelId? resolved,
        [NotNullWhen(false)] out string? problem);

    /// <summary>The model itself.</summary>
    /// <exception cref="ModelException">Code <c>not_configured</c>: its provider is no longer configured.</exception>
    EmbeddingModel Get(EmbeddingModelId id);
}
