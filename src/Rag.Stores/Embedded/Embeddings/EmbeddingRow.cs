using Rag.Pipeline;

namespace Rag.Stores.Embedded.Embeddings;

/// <summary>A row of the embedding cache.</summary>
/// <param name="EmbeddingKey">Its key.</param>
/// <param name="Version">The last version of its document that used it.</param>
/// <param name="Embedding">What it keeps.</param>
internal sealed record EmbeddingRow(long EmbeddingKey, long Version, CachedEmbedding Embedding);
