using Orleans.Concurrency;

namespace Rag.Grains.Interfaces;

/// <summary>
/// Drives one document through parse, chunk, embed and upsert, and always ends in <c>completed</c>, <c>failed</c> or
/// <c>cancelled</c> with a reason.
/// </summary>
[Alias("rag.IDocumentGrain")]
public interface IDocumentGrain : IGrainWithStringKey
{
    /// <summary>
    /// Accepts a content. When the answer is here, the upload is durable and will be worked on whatever happens. A
    /// later submission fences the run of an earlier one.
    /// </summary>
    [Idempotent]
    [Alias("Submit")]
    Task<Outcome<DocumentAccepted>> SubmitAsync(DocumentUpload upload, CancellationToken cancellationToken);

    /// <summary>The document as it stands.</summary>
    [Idempotent]
    [ResponseTimeout(CallTimes.Short)]
    [Alias("Get")]
    Task<Outcome<DocumentInfo>> GetAsync(CancellationToken cancellationToken);

    /// <summary>Waits until ingestion has ended, at most so long, and answers the document as it then stands.</summary>
    [Idempotent]
    [Alias("Wait")]
    [AlwaysInterleave]
    Task<Outcome<DocumentInfo>> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken);

    /// <summary>
    /// The document now and after every change, until ingestion has ended. A slow reader sees the newest state, not
    /// every one.
    /// </summary>
    [Alias("Watch")]
    IAsyncEnumerable<DocumentInfo> WatchAsync(CancellationToken cancellationToken);

    /// <summary>Stops a run; a conflict if it has already ended.</summary>
    [Alias("Cancel")]
    Task<Outcome<DocumentInfo>> CancelAsync(CancellationToken cancellationToken);

    /// <summary>Begins again after a failure or cancellation; a conflict otherwise.</summary>
    [Alias("Retry")]
    Task<Outcome<DocumentInfo>> RetryAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Deletes: invisible from the moment of the answer, then cleared away. Not found if it was never there.
    /// </summary>
    [Idempotent]
    [Alias("Delete")]
    Task<Outcome<DocumentInfo>> DeleteAsync(CancellationToken cancellationToken);

    /// <summary>Forgets the document because its whole collection is being deleted. Idempotent.</summary>
    [Idempotent]
    [Alias("Forget")]
    Task ForgetAsync(CancellationToken cancellationToken);

    /// <summary>Goes on with work that a lost silo left; does nothing if there is none or it is under way.</summary>
    [Idempotent]
    [ResponseTimeout(CallTimes.Short)]
    [Alias("Resume")]
    Task ResumeAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Indexes the visible version for the generation that a re-index is making, beside the present one; answers at
    /// once how far that is. Once done it stays so: later versions are made for both.
    /// </summary>
    /// <param name="next">That generation.</param>
    /// <param name="cancellationToken">Cancels.</param>
    [Idempotent]
    [ResponseTimeout(CallTimes.Short)]
    [Alias("Prepare")]
    Task<DocumentPreparation> PrepareAsync(UploadTicket next, CancellationToken cancellationToken);

    /// <summary>
    /// The re-index has ended, well or not: keeps what belongs to the generation in use, forgets the other.
    /// </summary>
    /// <param name="current">The generation in use.</param>
    /// <param name="cancellationToken">Cancels.</param>
    [Idempotent]
    [ResponseTimeout(CallTimes.Short)]
    [Alias("Settle")]
    Task<DocumentPreparation> SettleAsync(UploadTicket current, CancellationToken cancellationToken);

    /// <summary>A page of the visible chunks.</summary>
    [Idempotent]
    [ResponseTimeout(CallTimes.Short)]
    [Alias("ListChunks")]
    Task<Outcome<ChunkPage>> ListChunksAsync(string? cursor, int limit, CancellationToken cancellationToken);

    /// <summary>Where the original bytes are.</summary>
    [Idempotent]
    [ResponseTimeout(CallTimes.Short)]
    [Alias("GetContent")]
    Task<Outcome<DocumentContent>> GetContentAsync(CancellationToken cancellationToken);

    /// <summary>Where the extracted text of the visible version is (UTF-8).</summary>
    [Idempotent]
    [ResponseTimeout(CallTimes.Short)]
    [Alias("GetText")]
    Task<Outcome<DocumentContent>> GetTextAsync(CancellationToken cancellationToken);
}
