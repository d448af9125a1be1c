namespace Rag.Pipeline;

/// <summary>A vector store's limits.</summary>
/// <param name="MaxDimensions">Longest vector it indexes.</param>
/// <param name="MaxBatch">Most records in one call to the store.</param>
public sealed record VectorStoreLimits(int MaxDimensions, int MaxBatch);
