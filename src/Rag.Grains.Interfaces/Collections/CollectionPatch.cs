namespace Rag.Grains.Interfaces;

/// <summary>What may be changed of a collection while it lives; <see langword="null"/> leaves as is.</summary>
[GenerateSerializer, Immutable, Alias("rag.collection-patch")]
public sealed record CollectionPatch
{
    /// <summary>Free text.</summary>
    [Id(0)]
    public string? Description { get; init; }

    /// <summary>New hard limits, for those that are given.</summary>
    [Id(1)]
    public Quotas? Quotas { get; init; }

    /// <summary>New rate limits, for those that are given.</summary>
    [Id(2)]
    public RateLimits? Limits { get; init; }

    /// <summary>Replaces the caller's metadata.</summary>
    [Id(3)]
    public RawJson? Metadata { get; init; }
}
