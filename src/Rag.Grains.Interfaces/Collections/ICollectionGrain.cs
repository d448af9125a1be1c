using Orleans.Concurrency;

namespace Rag.Grains.Interfaces;

/// <summary>Owns an index's life cycle, its quotas, its rate limits and which vector store it lives in.</summary>
[Alias("rag.ICollectionGrain")]
public interface ICollectionGrain : IGrainWithStringKey
{
    /// <summary>Makes the collection; an identical one is answered as it is, a different one is a conflict.</summary>
    [Idempotent]
    [Alias("Create")]
    Task<Outcome<CollectionCreated>> CreateAsync(CollectionRequest request, CancellationToken cancellationToken);

    /// <summary>The collection; not found if it does not exist or is being deleted.</summary>
    [Idempotent]
    [ResponseTimeout(CallTimes.Short)]
    [Alias("Get")]
    Task<Outcome<CollectionInfo>> GetAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The collection, with what its vector index finds of the nearest vectors; refused with <c>not_supported</c> if
    /// its store cannot tell. It takes seconds, so searches are admitted meanwhile.
    /// </summary>
    [Alias("MeasureRecall"), AlwaysInterleave]
    Task<Outcome<CollectionInfo>> MeasureRecallAsync(CancellationToken cancellationToken);

    /// <summary>Changes what may be changed.</summary>
    [Idempotent]
    [Alias("Update")]
    Task<Outcome<CollectionInfo>> UpdateAsync(CollectionPatch patch, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes: nothing of it is retrievable from the moment of the answer; the rest is cleared in the background.
    /// </summary>
    [Idempotent]
    [Alias("Delete")]
    Task<Outcome<CollectionInfo>> DeleteAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Begins to make the next generation beside the present one, which stays searchable until it is whole; a conflict
    /// while another is being made.
    /// </summary>
    [Alias("Reindex")]
    Task<Outcome<ReindexInfo>> ReindexAsync(ReindexRequest request, CancellationToken cancellationToken);

    /// <summary>Gives the next generation up; a conflict once searches see it.</summary>
    [Idempotent]
    [Alias("CancelReindex")]
    Task<Outcome<ReindexInfo>> CancelReindexAsync(CancellationToken cancellationToken);

    /// <summary>
    /// A version of a document is about to be seen that could not be made for the next generation: the re-index is not
    /// done before it has seen to it.
    /// </summary>
    /// <returns>How documents are ingested now: if the generation in use has changed, the version must be made for that
    /// one first.</returns>
    [Idempotent]
    [Alias("ReportBehind")]
    Task<Outcome<UploadTicket>> ReportBehindAsync(DocumentId document, CancellationToken cancellationToken);

    /// <summary>
    /// The latest re-index now and after every change, until it has ended. A slow reader sees the newest state, not
    /// every one.
    /// </summary>
    [Alias("WatchReindex")]
    IAsyncEnumerable<ReindexInfo> WatchReindexAsync(CancellationToken cancellationToken);

    /// <summary>Counts one search against the rate limit and says where to look.</summary>
    [Idempotent]
    [ResponseTimeout(CallTimes.Short)]
    [Alias("AdmitSearch")]
    Task<Outcome<SearchTicket>> AdmitSearchAsync(CancellationToken cancellationToken);

    /// <summary>Counts one upload against the rate limit; called before a body is read.</summary>
    [Idempotent]
    [ResponseTimeout(CallTimes.Short)]
    [Alias("AdmitUpload")]
    Task<Outcome<UploadTicket>> AdmitUploadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Reserves quota for a document before the work is done; refused with <c>quota_exceeded</c> if it does not fit.
    /// Giving back always succeeds.
    /// </summary>
    [Idempotent]
    [Alias("Reserve")]
    Task<Outcome<UploadTicket>> ReserveAsync(Reservation reservation, CancellationToken cancellationToken);

    /// <summary>The collection's documents.</summary>
    [Idempotent]
    [ResponseTimeout(CallTimes.Short)]
    [Alias("ListDocuments")]
    Task<Outcome<DocumentPage>> ListDocumentsAsync(DocumentListRequest request, CancellationToken cancellationToken);

    /// <summary>The collection's limits and how much of each is used.</summary>
    [Idempotent]
    [ResponseTimeout(CallTimes.Short)]
    [Alias("GetLimits")]
    Task<IReadOnlyList<LimitState>> GetLimitsAsync(CancellationToken cancellationToken);
}
