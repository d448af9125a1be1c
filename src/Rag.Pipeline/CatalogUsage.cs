namespace Rag.Pipeline;

/// <summary>What a collection's documents add up to.</summary>
/// <param name="Documents">Number of documents.</param>
/// <param name="Chunks">Number of visible chunks.</param>
/// <param name="Bytes">Sum of the uploads' sizes.</param>
public readonly record struct CatalogUsage(long Documents, long Chunks, long Bytes);
