namespace Rag.Grains.Interfaces;

/// <summary>The parts of a hit's score; <see langword="null"/> where a leg did not see the chunk.</summary>
/// <param name="Vector">The metric's similarity; cosine -1..1.</param>
/// <param name="Keyword">BM25, 0 or more, unbounded.</param>
/// <param name="Fused">0..1, relative to this query's lists.</param>
/// <param name="Rerank">The reranker's score.</param>
[GenerateSerializer, Immutable, Alias("rag.hit-scores")]
public sealed record HitScores(
    [property: Id(0)] double? Vector,
    [property: Id(1)] double? Keyword,
    [property: Id(2)] double? Fused,
    [property: Id(3)] double? Rerank);
