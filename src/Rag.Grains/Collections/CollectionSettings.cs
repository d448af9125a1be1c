using Rag.Grains.Interfaces;

namespace Rag.Grains.Collections;

/// <summary>A collection's settings, complete and valid.</summary>
[GenerateSerializer, Immutable, Alias("rag.collection-settings")]
public sealed record CollectionSettings
{
    /// <summary>Free text.</summary>
    [Id(0)]
    public string? Description { get; init; }

    /// <summary>The embedding model.</summary>
    [Id(1)]
    public required EmbeddingChoice Embedding { get; init; }

    /// <summary>The vector store.</summary>
    [Id(2)]
    public required string Store { get; init; }

    /// <summary><c>cosine</c>, <c>dot</c> or <c>euclidean</c>.</summary>
    [Id(3)]
    public required string Metric { get; init; }

    /// <summary>How documents are cut.</summary>
    [Id(4)]
    public required ChunkingChoice Chunking { get; init; }

    /// <summary>Hard limits.</summary>
    [Id(5)]
    public required Quotas Quotas { get; init; }

    /// <summary>Rate limits.</summary>
    [Id(6)]
    public required RateLimits Limits { get; init; }

    /// <summary>The caller's metadata, canonical JSON.</summary>
    [Id(7)]
    public required RawJson Metadata { get; init; }

    /// <summary>Other settings with what a generation is made by from these: model, store, metric, chunking.</summary>
    public CollectionSettings PutInto(CollectionSettings others) =>
        others with { Embedding = Embedding, Store = Store, Metric = Metric, Chunking = Chunking };
}
