namespace Rag.Grains.Interfaces;

/// <summary>Vectors of texts, in their order.</summary>
/// <param name="Vectors">The vectors.</param>
/// <param name="Tokens">Tokens that the model read; estimated where it reports none.</param>
/// <param name="Limit">The rate limit after this call; <see langword="null"/> if the collection has none.</param>
[GenerateSerializer, Immutable, Alias("rag.embedding-result")]
public sealed record EmbeddingResult(
    [property: Id(0)] IReadOnlyList<float[]> Vectors,
    [property: Id(1)] long Tokens,
    [property: Id(2)] RateLimitState? Limit);
