namespace Rag.Grains.Interfaces;

/// <summary>A collection as a caller asks for it; everything but the name has a default.</summary>
[GenerateSerializer, Immutable, Alias("rag.collection-request")]
public sealed record CollectionRequest
{
    /// <summary>Free text, at most 2,000 characters.</summary>
    [Id(0)]
    public string? Description { get; init; }

    /// <summary>The embedding model; default: the configured one. Fixed for a generation.</summary>
    [Id(1)]
    public EmbeddingChoice? Embedding { get; init; }

    /// <summary>The vector store's name; default <c>embedded</c>. Fixed for a generation.</summary>
    [Id(2)]
    public string? Store { get; init; }

    /// <summary><c>cosine</c> (default), <c>dot</c> or <c>euclidean</c>. Fixed for a generation.</summary>
    [Id(3)]
    public string? Metric { get; init; }

    /// <summary>How documents are cut unless a document says otherwise.</summary>
    [Id(4)]
    public ChunkingChoice? Chunking { get; init; }

    /// <summary>Hard limits; missing ones have the configured default.</summary>
    [Id(5)]
    public Quotas? Quotas { get; init; }

    /// <summary>Rate limits; missing ones have the configured default.</summary>
    [Id(6)]
    public RateLimits? Limits { get; init; }

    /// <summary>The caller's own flat metadata about the collection.</summary>
    [Id(7)]
    public RawJson? Metadata { get; init; }
}
