namespace Rag.Grains.Interfaces;

/// <summary>A collection as the contract shows it; every setting is resolved.</summary>
[GenerateSerializer, Immutable, Alias("rag.collection")]
public sealed record CollectionInfo
{
    /// <summary>The name.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>Free text.</summary>
    [Id(1)]
    public string? Description { get; init; }

    /// <summary><c>creating</c>, <c>ready</c> or <c>deleting</c>.</summary>
    [Id(2)]
    public required string Status { get; init; }

    /// <summary>The embedding model.</summary>
    [Id(3)]
    public required EmbeddingChoice Embedding { get; init; }

    /// <summary>The vector store's name.</summary>
    [Id(4)]
    public required string Store { get; init; }

    /// <summary>The metric of vector similarity.</summary>
    [Id(5)]
    public required string Metric { get; init; }

    /// <summary>How documents are cut.</summary>
    [Id(6)]
    public required ChunkingChoice Chunking { get; init; }

    /// <summary>Hard limits.</summary>
    [Id(7)]
    public required Quotas Quotas { get; init; }

    /// <summary>Rate limits.</summary>
    [Id(8)]
    public required RateLimits Limits { get; init; }

    /// <summary>The caller's own metadata.</summary>
    [Id(9)]
    public required RawJson Metadata { get; init; }

    /// <summary>What it holds.</summary>
    [Id(10)]
    public required CollectionUsage Usage { get; init; }

    /// <summary>1-based; grows with every re-index.</summary>
    [Id(11)]
    public required int Generation { get; init; }

    /// <summary>When it was made.</summary>
    [Id(12)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a setting last changed.</summary>
    [Id(13)]
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What its vector index finds, where that was asked for; else <see langword="null"/>.</summary>
    [Id(14)]
    public RecallInfo? VectorRecall { get; init; }

    /// <summary>Its latest re-index; <see langword="null"/> if it never had one.</summary>
    [Id(15)]
    public ReindexInfo? Reindex { get; init; }
}
