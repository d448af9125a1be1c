namespace Rag.Grains.Interfaces;

/// <summary>A query is under way.</summary>
/// <param name="Limit">The rate limit after it; <see langword="null"/> if there is none.</param>
[GenerateSerializer, Immutable, Alias("rag.query-started")]
public sealed record QueryStarted([property: Id(0)] RateLimitState? Limit);
