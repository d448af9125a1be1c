using Rag.Grains.Interfaces;

namespace Rag.Api.Collections;

/// <summary>Body of a creation; only the name is required.</summary>
internal sealed record CollectionBody
{
    /// <summary>1..63 of <c>a-z0-9_-</c>, starting with a letter or digit.</summary>
    public string? Name { get; init; }

    /// <summary>Free text, at most 2,000 characters.</summary>
    public string? Description { get; init; }

    /// <summary>The embedding model; default: the configured one.</summary>
    public EmbeddingChoice? Embedding { get; init; }

    /// <summary>The vector store; default <c>embedded</c>.</summary>
    public string? Store { get; init; }

    /// <summary><c>cosine</c> (default), <c>dot</c> or <c>euclidean</c>.</summary>
    public string? Metric { get; init; }

    /// <summary>How documents are cut unless a document says otherwise.</summary>
    public ChunkingChoice? Chunking { get; init; }

    /// <summary>Hard limits; missing ones have the configured default.</summary>
    public Quotas? Quotas { get; init; }

    /// <summary>Rate limits; missing ones have the configured default.</summary>
    public RateLimits? Limits { get; init; }

    /// <summary>Not supported yet.</summary>
    public string? ExpiresAfter { get; init; }

    /// <summary>The caller's own flat metadata about the collection.</summary>
    public RawJson? Metadata { get; init; }

    /// <summary>The request for the collection's grain.</summary>
    public CollectionRequest ToRequest() => new()
    {
        Description = Description,
        Embedding = Embedding,
        Store = Store,
        Metric = Metric,
        Chunking = Chunking,
        Quotas = Quotas,
        Limits = Limits,
        Metadata = Metadata,
    };
}
