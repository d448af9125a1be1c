namespace Rag.Grains.Interfaces;

/// <summary>A collection's leave to ingest a document, and how.</summary>
/// <param name="Generation">The generation to write to.</param>
/// <param name="Embedding">The model to embed with.</param>
/// <param name="Store">The vector store.</param>
/// <param name="Metric">The metric of vector similarity.</param>
/// <param name="Chunking">How to cut.</param>
[GenerateSerializer, Immutable, Alias("rag.upload-ticket")]
public sealed record UploadTicket(
    [property: Id(0)] int Generation,
    [property: Id(1)] EmbeddingChoice Embedding,
    [property: Id(2)] string Store,
    [property: Id(3)] string Metric,
    [property: Id(4)] ChunkingChoice Chunking)
{
    /// <summary>The rate limit after this upload; <see langword="null"/> if the collection has none.</summary>
    [Id(5)]
    public RateLimitState? Limit { get; init; }

    /// <summary>The same for the generation that a re-index is making, whose documents must be there, too, before they
    /// are seen here; <see langword="null"/> if none is under way.</summary>
    [Id(6)]
    public UploadTicket? Next { get; init; }
}
