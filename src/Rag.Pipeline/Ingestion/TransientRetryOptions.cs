using System.ComponentModel.DataAnnotations;

namespace Rag.Pipeline.Ingestion;

/// <summary>How patiently a step is repeated when the outside world fails for a moment.</summary>
public sealed class TransientRetryOptions
{
    /// <summary>Attempts of one call, the first included. Default: 6. Range: 1..20.</summary>
    [Range(1, 20)]
    public int MaxAttempts { get; set; } = 6;

    /// <summary>Wait before the second attempt; doubles with each further one. Default: 500 ms.</summary>
    public TimeSpan BaseDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest wait, also when the other side asks for more. Default: 60 s.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(60);
}
