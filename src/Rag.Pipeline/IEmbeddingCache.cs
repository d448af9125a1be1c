namespace Rag.Pipeline;

/// <summary>
/// Vectors of passages that a model was asked for before, so that a re-upload pays only for what changed in it, and a
/// run that was cut off does not pay twice. Nothing is shared between documents: what a deleted one left goes with it,
/// and nobody learns from an answer's speed what stands in another's.
/// <para>It lives in the chunk store's database and keeps to its indexes: dropping one
/// (<see cref="IChunkStore.DropAsync"/>) removes what is kept for it, and a version that can no longer be published is
/// not written. Every method is idempotent. Failures are <see cref="StoreException"/>.</para>
/// </summary>
public interface IEmbeddingCache
{
    /// <summary>The kept vectors of the given texts; those that are not kept are left out. What is found counts as used
    /// by this version from then on, unless a later one uses it.</summary>
    /// <param name="index">The index.</param>
    /// <param name="document">The document, and the version that will use the vectors.</param>
    /// <param name="model">What makes the vectors (<see cref="Models.EmbeddingModel.CacheKey"/>).</param>
    /// <param name="texts">Digests of the embedded texts, each once.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyDictionary<TextDigest, CachedEmbedding>> FindAsync(
        IndexId index,
        DocumentVersion document,
        string model,
        IReadOnlyCollection<TextDigest> texts,
        CancellationToken cancellationToken);

    /// <summary>Keeps vectors, in place of those that are kept for the same texts. Nothing is kept for an index that
    /// does not exist, nor for a version that was published or withdrawn, or is older than one that was.</summary>
    Task WriteAsync(
        IndexId index,
        DocumentVersion document,
        string model,
        IReadOnlyDictionary<TextDigest, CachedEmbedding> embeddings,
        CancellationToken cancellationToken);

    /// <summary>Removes the vectors of a document that versions up to <paramref name="upTo"/> used last, except
    /// <paramref name="keepVersion"/>'s (<see langword="null"/>: keep none).</summary>
    Task PurgeAsync(
        IndexId index, string documentId, long upTo, long? keepVersion, CancellationToken cancellationToken);
}
