namespace Rag.Grains.Interfaces;

/// <summary>
/// What is to be different in a collection's next generation; <see langword="null"/> leaves as is. Without any change
/// the documents are read and indexed again as they were, for instance by a newer parser.
/// </summary>
[GenerateSerializer, Immutable, Alias("rag.reindex-request")]
public sealed record ReindexRequest
{
    /// <summary>The embedding model; what is missing of it is its provider's default.</summary>
    [Id(0)]
    public EmbeddingChoice? Embedding { get; init; }

    /// <summary>The vector store's name.</summary>
    [Id(1)]
    public string? Store { get; init; }

    /// <summary><c>cosine</c>, <c>dot</c> or <c>euclidean</c>.</summary>
    [Id(2)]
    public string? Metric { get; init; }

    /// <summary>How documents are cut that do not say so themselves; what is missing stays.</summary>
    [Id(3)]
    public ChunkingChoice? Chunking { get; init; }
}
