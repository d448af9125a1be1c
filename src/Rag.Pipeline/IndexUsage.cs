namespace Rag.Pipeline;

/// <summary>What an index holds, visible versions only.</summary>
/// <param name="Documents">Number of documents.</param>
/// <param name="Chunks">Number of chunks.</param>
public readonly record struct IndexUsage(long Documents, long Chunks);
