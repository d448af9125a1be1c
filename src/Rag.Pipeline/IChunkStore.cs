namespace Rag.Pipeline;

/// <summary>
/// System of record for text and metadata, and the keyword leg (BM25). A search hit of any store counts only if this
/// store shows its chunk in the document's <em>visible version</em>; that join makes replace and delete exact.
/// <para>Every method is idempotent. Failures are <see cref="StoreException"/>.</para>
/// </summary>
public interface IChunkStore
{
    /// <summary>Makes room for an index; a second call changes nothing.</summary>
    Task CreateAsync(IndexId index, CancellationToken cancellationToken);

    /// <summary>
    /// Stores chunks of a version that is not visible yet. May be called several times with parts of a version; a chunk
    /// written twice is stored once.
    /// </summary>
    Task WriteAsync(
        IndexId index, DocumentVersion document, IReadOnlyList<Chunk> chunks, CancellationToken cancellationToken);

    /// <summary>
    /// Flips the document's visible version in one atomic step: readers see all of the old version or all of the new.
    /// </summary>
    /// <param name="index">The index.</param>
    /// <param name="document">The version to show.</param>
    /// <param name="description">Title, author and metadata that hits will carry.</param>
    /// <param name="chunkCount">How many chunks the version has; a different stored number is refused.</param>
    /// <param name="cancellationToken">Cancels before the flip, never half of it.</param>
    /// <returns>
    /// <see langword="false"/> if a later version was published or withdrawn in the meantime: the caller was fenced and
    /// nothing changed.
    /// </returns>
    Task<bool> PublishAsync(
        IndexId index,
        DocumentVersion document,
        DocumentDescription description,
        int chunkCount,
        CancellationToken cancellationToken);

    /// <summary>
    /// Makes a document invisible at once and fences every version up to <paramref name="document"/>'s: publishing one
    /// of them later answers <see langword="false"/>.
    /// </summary>
    Task WithdrawAsync(IndexId index, DocumentVersion document, CancellationToken cancellationToken);

    /// <summary>Removes the chunks of every version of a document except its visible one and those newer than
    /// <paramref name="upTo"/>.</summary>
    Task PurgeAsync(IndexId index, string documentId, long upTo, CancellationToken cancellationToken);

    /// <summary>The best passages for a query by BM25, visible versions only, best first.</summary>
    Task<IReadOnlyList<ScoredChunk>> SearchAsync(
        IndexId index, KeywordQuery query, CancellationToken cancellationToken);

    /// <summary>Of the given terms those that no visible chunk holds.</summary>
    Task<IReadOnlyList<string>> FindUnknownTermsAsync(
        IndexId index, IReadOnlyList<string> terms, CancellationToken cancellationToken);

    /// <summary>The terms of visible chunks that match a pattern, as <see cref="FoundTerm.Best"/> orders
    /// them.</summary>
    Task<IReadOnlyList<FoundTerm>> FindTermsAsync(
        IndexId index, TermPattern pattern, CancellationToken cancellationToken);

    /// <summary>Of the given ids those whose chunk is in its document's visible version, in the given order.</summary>
    ValueTask<IReadOnlyList<ScoredChunk>> SelectVisibleAsync(
        IndexId index, IReadOnlyList<ScoredChunk> hits, CancellationToken cancellationToken);

    /// <summary>
    /// The visible chunks of the given ids, in the given order; ids that are not visible are left out.
    /// </summary>
    ValueTask<IReadOnlyList<StoredChunk>> ReadAsync(
        IndexId index, IReadOnlyList<ChunkId> ids, CancellationToken cancellationToken);

    /// <summary>
    /// The visible chunks of a document in order, from <paramref name="firstOrdinal"/> on, at most
    /// <paramref name="limit"/>.
    /// </summary>
    Task<IReadOnlyList<StoredChunk>> ListAsync(
        IndexId index, string documentId, int firstOrdinal, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// What stands above the visible chunks: an entry for each title, section and metadata of each document, those of
    /// one document one after the other, at most <paramref name="limit"/>.
    /// </summary>
    Task<IReadOnlyList<ChunkHeading>> ListHeadingsAsync(IndexId index, int limit, CancellationToken cancellationToken);

    /// <summary>Visible documents and chunks of an index.</summary>
    Task<IndexUsage> CountAsync(IndexId index, CancellationToken cancellationToken);

    /// <summary>Removes an index and all it holds; nothing of it is readable from the moment of the answer.</summary>
    Task DropAsync(IndexId index, CancellationToken cancellationToken);
}
