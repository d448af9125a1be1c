namespace Rag.Grains.Interfaces;

/// <summary>An expected failure; across a grain boundary it is always data, never an exception.</summary>
[GenerateSerializer, Immutable, Alias("rag.failure")]
public sealed record Failure
{
    /// <summary>What went wrong, in the coarse terms that decide the HTTP status.</summary>
    [Id(0)]
    public required FailureKind Kind { get; init; }

    /// <summary>Stable, machine-readable, for instance <c>quota_exceeded</c>.</summary>
    [Id(1)]
    public required string Code { get; init; }

    /// <summary>What was wrong, the value, the limit and the remedy, in words.</summary>
    [Id(2)]
    public required string Message { get; init; }

    /// <summary>When a retry can help; only with <see cref="FailureKind.RateLimited"/>,
    /// <see cref="FailureKind.Overloaded"/> and transient provider failures.</summary>
    [Id(3)]
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The limit that was hit, if one was.</summary>
    [Id(4)]
    public RateLimitState? Limit { get; init; }
}
