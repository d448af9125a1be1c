namespace Rag.Pipeline;

/// <summary>A hit of one leg.</summary>
/// <param name="Id">The chunk.</param>
/// <param name="Score">
/// Higher is better. Keyword leg: BM25, 0 or more, unbounded. Vector leg: the metric's similarity
/// (cosine -1..1, dot unbounded, euclidean minus the distance).
/// </param>
public readonly record struct ScoredChunk(ChunkId Id, float Score);
