namespace Rag.Grains.Interfaces;

/// <summary>A collection's leave to search it once, and where to look.</summary>
/// <param name="Collection">The collection's name.</param>
/// <param name="Generation">The generation to search.</param>
/// <param name="Embedding">The model to embed the question with.</param>
/// <param name="Store">The vector store.</param>
/// <param name="Metric">The metric of vector similarity.</param>
/// <param name="Limit">The rate limit after this search; <see langword="null"/> if the collection has none.</param>
[GenerateSerializer, Immutable, Alias("rag.search-ticket")]
public sealed record SearchTicket(
    [property: Id(0)] string Collection,
    [property: Id(1)] int Generation,
    [property: Id(2)] EmbeddingChoice Embedding,
    [property: Id(3)] string Store,
    [property: Id(4)] string Metric,
    [property: Id(5)] RateLimitState? Limit);
