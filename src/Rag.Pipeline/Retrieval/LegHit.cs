namespace Rag.Pipeline.Retrieval;

/// <summary>A hit of one leg in one of the request's collections.</summary>
/// <param name="Target">0-based position of the collection.</param>
/// <param name="Scale">Equal for hits whose scores can be compared.</param>
/// <param name="Id">The chunk.</param>
/// <param name="Score">Higher is better.</param>
internal readonly record struct LegHit(int Target, int Scale, ChunkId Id, float Score);
