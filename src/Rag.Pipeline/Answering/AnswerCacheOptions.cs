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

    /// <summary>How long an answer is kept. Default: 1 h. Range: 1 s..30 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);
}
