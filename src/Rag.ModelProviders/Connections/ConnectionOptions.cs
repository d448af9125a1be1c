using System.ComponentModel.DataAnnotations;

namespace Rag.ModelProviders.Connections;

/// <summary>How patiently and how hard a model server is used; every provider over HTTP has these.</summary>
public abstract class ConnectionOptions
{
    /// <summary>Calls at a time; further ones wait in turn. Default: 16. Range: 1..1,000.</summary>
    [Range(1, 1_000)]
    public int MaxConcurrent { get; set; } = 16;

    /// <summary>
    /// Time for one attempt: until the whole answer is there, or until a streamed one begins. Default: 60 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest silence within a streamed answer. Default: 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Longest streamed answer from its first byte to its end, also of a server that keeps saying something. Default:
    /// 10 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan StreamTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Further attempts after a transient failure, before the first byte of a streamed answer only. Ingestion repeats a
    /// failed step with a patience of its own (<c>Rag:Retries</c>) on top. Default: 2. Range: 0..10.
    /// </summary>
    [Range(0, 10)]
    public int MaxRetries { get; set; } = 2;

    /// <summary>Wait before the second attempt; doubles with each further one. Default: 500 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Longest wait between two attempts. A server that asks for more is not waited for: the call fails at once and
    /// says when to come back. Default: 20 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Failures in a row (unreachable, silent or 5xx) after which the server is left alone. Default: 5. Range:
    /// 1..1,000.
    /// </summary>
    [Range(1, 1_000)]
    public int FailuresToOpen { get; set; } = 5;

    /// <summary>How long it is then left alone; after that one call tries. Default: 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan OpenTime { get; set; } = TimeSpan.FromSeconds(15);
}
