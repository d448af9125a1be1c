namespace Rag.Pipeline.Retrieval;

/// <summary>A hit of one leg in one of the request's collections.</summary>
/// <param name="Target">0-based position of the collection.</param>
/// <param name="ModelGroup">Equal for collections of one embedding model, whose similarities share a scale.</param>
/// <param name="Id">The chunk.</param>
/// <param name="Score">Higher is better.</param>
internal readonly record struct LegHit(int Target, int ModelGroup, ChunkId Id, float Score);
