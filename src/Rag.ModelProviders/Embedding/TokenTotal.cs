using Microsoft.Extensions.AI;
using Rag.Pipeline.Models;
using Rag.Pipeline.Prompting;

namespace Rag.ModelProviders.Embedding;

/// <summary>Counts the tokens of batches, estimated where the server gives no number. Thread-safe.</summary>
internal sealed class TokenTotal
{
    private long _tokens;
    private long _estimated;

    /// <summary>Counts a batch.</summary>
    /// <param name="reported">What the server said; <see langword="null"/> if nothing.</param>
    /// <param name="texts">What was sent, for the estimate.</param>
    /// <param name="prefix">What stood in front of each.</param>
    public void Add(int? reported, ReadOnlySpan<string> texts, string prefix)
    {
        long tokens = reported ?? 0;
        if (reported is null)
        {
            foreach (string text in texts) tokens += TokenEstimate.Of(prefix) + TokenEstimate.Of(text);
            Interlocked.Add(ref _estimated, tokens);
        }

        Interlocked.Add(ref _tokens, tokens);
    }

    /// <summary>The sum of all batches.</summary>
    public UsageDetails ToUsage()
    {
        var usage = new UsageDetails { InputTokenCount = _tokens, TotalTokenCount = _tokens };
        if (_estimated > 0) usage.AdditionalCounts = new() { [EmbeddingNotes.EstimatedTokens] = _estimated };
        return usage;
    }
}
