using Microsoft.Extensions.AI;
using Rag.Pipeline.Models;
using Rag.Pipeline.Prompting;

namespace Rag.Pipeline.Usage;

/// <summary>Reads what a batch of embeddings used.</summary>
internal static class EmbeddingUsage
{
    /// <summary>What a model that costs something may use for texts.</summary>
    public static ModelUsage Estimate(EmbeddingModelId model, IEnumerable<string> texts)
    {
        long tokens = texts.Sum(static text => (long)TokenEstimate.Of(text));
        return new ModelUsage($"{model.Provider}/{model.Model}", ModelRole.Embedding, tokens, 0, tokens, false);
    }

    /// <summary>The use; <see langword="null"/> for a model that counts no tokens, as built-in ones do not.</summary>
    public static ModelUsage? Of(EmbeddingModelId model, GeneratedEmbeddings<Embedding<float>> made)
    {
        if (made.Usage is not { InputTokenCount: > 0 and long tokens } usage) return null;
        long estimated = 0;
        usage.AdditionalCounts?.TryGetValue(EmbeddingNotes.EstimatedTokens, out estimated);
        return new ModelUsage(
            $"{model.Provider}/{model.Model}", ModelRole.Embedding, tokens, 0, Math.Clamp(estimated, 0, tokens), false);
    }
}
