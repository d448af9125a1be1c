using System.ComponentModel.DataAnnotations;

namespace Rag.Grains.Queries;

/// <summary>How questions are answered.</summary>
public sealed class QueryOptions
{
    /// <summary>Hits of a search unless the request says otherwise (also <c>MAX_RETRIEVAL_RESULTS</c>). Default: 10.
    /// Range: 1..100.</summary>
    [Range(1, 100)]
    public int DefaultTopK { get; set; } = 10;

    /// <summary>
    /// Passages that an answer is made from unless the request says otherwise. Default: 5. Range: 1..100.
    /// </summary>
    [Range(1, 100)]
    public int DefaultAnswerTopK { get; set; } = 5;

    /// <summary>Answered questions of a collection that are kept to be suggested again; the rarest and oldest go first.
    /// Default: 500; 0 keeps none. Range: 0..5,000.</summary>
    [Range(0, 5_000)]
    public int PastQuestions { get; set; } = 500;

    /// <summary>How long an answer can be resumed after its end. Default: 5 min.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Memory of a silo for answers that can be resumed, in bytes; beyond it the oldest are forgotten.
    /// Default: 64 MB. Range: 1 MB..64 GB.</summary>
    [Range(1L << 20, 1L << 36)]
    public long RetentionBytes { get; set; } = 64L << 20;
}
