namespace Rag.Pipeline;

/// <summary>
/// Vectors by chunk id with filterable metadata. A write that has returned is seen by the next query: an adapter of an
/// eventually consistent store waits, within a bounded time, until it is. Failures are <see cref="StoreException"/>.
/// </summary>
public interface IVectorStore
{
    /// <summary>Most ids of one <see cref="ScoreAsync"/>.</summary>
    const int MaxScored = 1_000;

    /// <summary>
    /// Name of the store that keeps no vectors: its collections are searched by keywords alone, and their passages are
    /// not embedded.
    /// </summary>
    const string None = "none";

    /// <summary>The name that a collection's <c>store</c> setting selects, for instance <c>embedded</c>.</summary>
    string Name { get; }

    /// <summary>The vendor's limits that callers should respect for speed; the adapter enforces them itself.</summary>
    VectorStoreLimits Limits { get; }

    /// <summary>In what it differs from other stores.</summary>
    VectorStoreCapabilities Capabilities { get; }

    /// <summary>Asks the engine now whether it can be used. Returns its name and version, for people, for instance
    /// <c>Qdrant 1.19.0</c>; never an address.</summary>
    /// <exception cref="StoreException">It cannot be used; the code says why.</exception>
    Task<string> CheckAsync(CancellationToken cancellationToken);

    /// <summary>Makes an index; a second call with the same settings changes nothing.</summary>
    /// <exception cref="StoreException">It exists with other settings.</exception>
    Task CreateAsync(IndexId index, VectorIndexSettings settings, CancellationToken cancellationToken);

    /// <summary>Inserts or replaces vectors by chunk id.</summary>
    /// <exception cref="StoreException">
    /// A vector has another length than the index, or a value that is not finite.
    /// </exception>
    Task UpsertAsync(IndexId index, IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken);

    /// <summary>
    /// The nearest vectors that match the filter, best first; a selective filter never under-returns.
    /// </summary>
    Task<IReadOnlyList<ScoredChunk>> QueryAsync(IndexId index, VectorQuery query, CancellationToken cancellationToken);

    /// <summary>The similarity of given chunks to a vector; chunks that are not stored are left out. At most
    /// <see cref="MaxScored"/> ids.</summary>
    Task<IReadOnlyList<ScoredChunk>> ScoreAsync(
        IndexId index, ReadOnlyMemory<float> vector, IReadOnlyList<ChunkId> ids, CancellationToken cancellationToken);

    /// <summary>Removes vectors by chunk id; unknown ids are ignored.</summary>
    Task DeleteAsync(IndexId index, IReadOnlyList<ChunkId> ids, CancellationToken cancellationToken);

    /// <summary>Removes the vectors of every version of a document up to <paramref name="upTo"/> except
    /// <paramref name="keepVersion"/> (<see langword="null"/>: keep none).</summary>
    Task DeleteDocumentAsync(
        IndexId index, string documentId, long upTo, long? keepVersion, CancellationToken cancellationToken);

    /// <summary>
    /// Compares what queries find with an exact search, for a sample of stored vectors; <see langword="null"/> if the
    /// store cannot tell. It takes as long as a hundred exact searches.
    /// </summary>
    /// <exception cref="StoreException">The index is missing, or the store failed.</exception>
    Task<VectorRecall?> MeasureRecallAsync(IndexId index, CancellationToken cancellationToken) =>
        Task.FromResult<VectorRecall?>(null);

    /// <summary>Number of stored vectors, all versions.</summary>
    Task<long> CountAsync(IndexId index, CancellationToken cancellationToken);

    /// <summary>The indexes that this store holds for this product.</summary>
    Task<IReadOnlyList<IndexId>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Removes an index and all it holds; an unknown one is ignored.</summary>
    Task DropAsync(IndexId index, CancellationToken cancellationToken);
}
