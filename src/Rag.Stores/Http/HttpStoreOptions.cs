using System.ComponentModel.DataAnnotations;

namespace Rag.Stores.Http;

/// <summary>What the settings of every store behind HTTP have in common.</summary>
public abstract class HttpStoreOptions
{
    /// <summary>Longest time for one attempt of one request, 1 s..10 min. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time to wait until a write is seen by reads, 1 s..10 min. Default 30 s. A write that is not
    /// seen by then fails as transient, so that nothing is called complete that cannot be found.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan VisibilityTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Attempts of one request, 1..10. Default 3. What still fails then is reported as transient, and whoever
    /// called decides about trying the whole step again.</summary>
    [Range(1, 10)]
    public int MaxAttempts { get; set; } = 3;

    /// <summary>Longest pause before an attempt, 0..5 min. Default 5 s. A server that asks for more is reported at
    /// once, with the time it asked for.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan MaxRetryPause { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Largest answer that is read, in MiB, 1..1,024. Default 64.</summary>
    [Range(1, 1_024)]
    public int MaxAnswerMegabytes { get; set; } = 64;
}
