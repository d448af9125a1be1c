using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Rag.Pipeline.Ingestion;

/// <summary>What is spared by vectors that were kept.</summary>
public sealed class EmbeddingCacheMeter
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Rag.Embedding";

    private readonly Counter<long> _passages;

    /// <summary>Creates the instrument.</summary>
    public EmbeddingCacheMeter(IMeterFactory meters) => _passages = meters.Create(Name).CreateCounter<long>(
        "rag.embedding.cache", "{passage}", "Passages to embed, by whether their vector was kept (hit) or not (miss).");

    /// <summary>Counts the passages of a batch.</summary>
    /// <param name="hits">Those that the model was not asked about.</param>
    /// <param name="misses">Those whose vectors the model made.</param>
    public void Count(int hits, int misses)
    {
        // Both are told from the first batch on: a rate of hits needs the series that has none yet.
        _passages.Add(hits, new TagList { { "outcome", "hit" } });
        _passages.Add(misses, new TagList { { "outcome", "miss" } });
    }
}
