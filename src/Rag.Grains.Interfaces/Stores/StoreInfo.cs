namespace Rag.Grains.Interfaces;

/// <summary>A configured vector store and how it is; neither addresses nor keys.</summary>
[GenerateSerializer, Immutable, Alias("rag.store-info")]
public sealed record StoreInfo
{
    /// <summary>What a collection's <c>store</c> says to use it.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>Whether collections use it whose creator names none.</summary>
    [Id(1)] public required bool Default { get; init; }

    /// <summary><see cref="StoreStatus"/>.</summary>
    [Id(2)] public required string Status { get; init; }

    /// <summary>Name and version of its engine; <see langword="null"/> if it could not be asked.</summary>
    [Id(3)] public required string? Engine { get; init; }

    /// <summary>Why it cannot be used; <see langword="null"/> if it can.</summary>
    [Id(4)] public required StoreError? Error { get; init; }

    /// <summary>The metrics that its collections can have.</summary>
    [Id(5)] public required IReadOnlyList<string> Metrics { get; init; }

    /// <summary>Whether the silos of a cluster can use it together.</summary>
    [Id(6)] public required bool Shared { get; init; }

    /// <summary>Whether its engine shows writes late. Ingestion waits until they are seen.</summary>
    [Id(7)] public required bool Eventual { get; init; }

    /// <summary>Its limits.</summary>
    [Id(8)] public required StoreLimits Limits { get; init; }

    /// <summary>When it was asked.</summary>
    [Id(9)] public required DateTimeOffset CheckedAt { get; init; }
}
