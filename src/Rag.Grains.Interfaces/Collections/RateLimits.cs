namespace Rag.Grains.Interfaces;

/// <summary>
/// Rate limits of a collection; <see langword="null"/> for the configured default, 0 for none allowed.
/// </summary>
[GenerateSerializer, Immutable, Alias("rag.rate-limits")]
public sealed record RateLimits
{
    /// <summary>Searches and queries a minute.</summary>
    [Id(0)]
    public int? QueriesPerMinute { get; init; }

    /// <summary>Uploads a minute.</summary>
    [Id(1)]
    public int? UploadsPerMinute { get; init; }
}
