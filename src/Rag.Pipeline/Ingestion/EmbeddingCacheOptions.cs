namespace Rag.Pipeline.Ingestion;

/// <summary>Whether vectors are kept for later runs of a document.</summary>
public sealed class EmbeddingCacheOptions
{
    /// <summary>
    /// Whether vectors that a model outside of this process made are kept, as long as their document, and used again
    /// for unchanged passages. It costs the database four bytes for each dimension of a passage. What is kept already
    /// stays until its document is replaced or deleted. Default: <see langword="true"/>.
    /// </summary>
    public bool CacheEmbeddings { get; set; } = true;
}
