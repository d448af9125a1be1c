using System.ComponentModel.DataAnnotations;

namespace Rag.Pipeline.Answering;

/// <summary>
/// Whether and how long what a chat model said is kept to be said again (section <c>AnswerCache</c>).
/// </summary>
public sealed class AnswerCacheOptions
{
    /// <summary>Memory of a silo for it, in bytes; beyond it what was not asked for longest is forgotten. Default: 0,
    /// which keeps nothing. Range: 0..64 GB.</summary>
    [Range(0, 1L << 36)]
    public long MaxBytes { get; set; }

    /// <summary>Answers kept at most. Default: 100,000. Range: 1..10,000,000.</summary>
    [Range(1, 10_000_000)]
    public int MaxEntries { get; set; } = 100_000;

    /// <summary>
    /// Least cosine of two questions of which the second gets the first one's answer, if the search finds the same
    /// passages for both and they have the same numbers, names and negations. Needs <see cref="MaxBytes"/>, and
    /// collections with semantic embeddings: for others it does nothing. Default: 0, which is off; .95 is the value
    /// that docs/BENCHMARKS.md recommends. Range: 0, or .5..1.
    /// </summary>
    [Range(0.0, 1.0)]
    public double MinSimilarity { get; set; }

    /// <summary>How long an answer is kept. Default: 1 h. Range: 1 s..30 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);
}
