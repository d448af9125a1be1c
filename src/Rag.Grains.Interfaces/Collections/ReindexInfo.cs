namespace Rag.Grains.Interfaces;

/// <summary>A collection's latest re-index as the contract shows it.</summary>
[GenerateSerializer, Immutable, Alias("rag.reindex")]
public sealed record ReindexInfo
{
    /// <summary>One of <see cref="ReindexStatus"/>.</summary>
    [Id(0)]
    public required string Status { get; init; }

    /// <summary>The generation that it makes.</summary>
    [Id(1)]
    public required int Generation { get; init; }

    /// <summary>That generation's embedding model.</summary>
    [Id(2)]
    public required EmbeddingChoice Embedding { get; init; }

    /// <summary>That generation's vector store.</summary>
    [Id(3)]
    public required string Store { get; init; }

    /// <summary>That generation's metric of vector similarity.</summary>
    [Id(4)]
    public required string Metric { get; init; }

    /// <summary>How that generation's documents are cut.</summary>
    [Id(5)]
    public required ChunkingChoice Chunking { get; init; }

    /// <summary>Documents that the present step is done with; each of <c>building</c>, <c>switching</c> and
    /// <c>discarding</c> begins at 0.</summary>
    [Id(6)]
    public required long Done { get; init; }

    /// <summary>Documents of the collection when the step began.</summary>
    [Id(7)]
    public required long Total { get; init; }

    /// <summary>Why it was given up; <see langword="null"/> if it was not, or if the user did.</summary>
    [Id(8)]
    public ReindexError? Error { get; init; }

    /// <summary>When it began.</summary>
    [Id(9)]
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it last came on.</summary>
    [Id(10)]
    public required DateTimeOffset UpdatedAt { get; init; }
}
