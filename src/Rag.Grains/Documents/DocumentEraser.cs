using Microsoft.Extensions.Logging;
using Rag.Grains.Interfaces;
using Rag.Grains.Stores;
using Rag.Pipeline;
using Rag.Pipeline.Ingestion;

namespace Rag.Grains.Documents;

/// <summary>Clears away what versions and documents leave behind. Repeatable; readers see none of it already.</summary>
internal sealed class DocumentEraser(
    IChunkStore chunks,
    IVectorStores stores,
    IEmbeddingCache embeddings,
    IBlobStore blobs,
    TransientRetry retry,
    ILogger<DocumentEraser> logger)
{
    /// <summary>Removes the blobs of versions that the visible one has replaced.</summary>
    /// <param name="key">The document.</param>
    /// <param name="state">The document with its visible version.</param>
    /// <param name="replaced">What it had before; <see langword="null"/> where there was nothing.</param>
    /// <param name="attempt">The attempt that made the visible version: the texts of earlier ones go, too.</param>
    public Task DiscardReplacedAsync(
        DocumentKey key, DocumentState state, IReadOnlyList<VisibleContent?> replaced, int attempt) =>
        AttemptAsync(key, async () =>
        {
            VisibleContent visible = state.Visible!;
            await DeleteTextsAsync(key, visible.Content, attempt - 1, state.NextTicket, CancellationToken.None);
            foreach (VisibleContent? former in replaced)
            {
                if (former is null || former.Version == visible.Version) continue;
                if (former.Content.Upload.Blob != visible.Content.Upload.Blob)
                    await DeleteBlobAsync(key, former.Content.Upload.Blob, CancellationToken.None);
                await DeleteBlobAsync(key, former.TextBlob, CancellationToken.None);
            }
        });

    /// <summary>Removes the texts of a generation that was given up; its chunks and vectors go with it as a whole.
    /// </summary>
    public Task DiscardNextAsync(DocumentKey key, DocumentState state) => AttemptAsync(key, async () =>
    {
        AcceptedContent?[] contents = [state.Accepted, state.Visible?.Content];
        foreach (AcceptedContent content in contents.OfType<AcceptedContent>().DistinctBy(content => content.Version))
            await DeleteTextsBesidesAsync(key, content, state.Attempts, state.NextTicket, CancellationToken.None);
        if (state.Next is { } next) await DeleteBlobAsync(key, next.TextBlob, CancellationToken.None);
    });

    /// <summary>Removes the text of a generation that another has replaced.</summary>
    public Task DiscardFormerAsync(DocumentKey key, VisibleContent former) =>
        AttemptAsync(key, () => DeleteBlobAsync(key, former.TextBlob, CancellationToken.None));

    /// <summary>Removes chunks and vectors that a failed or cancelled run has stored. Those that it paid for stay in
    /// the cache, for the next run of the document.</summary>
    public Task DiscardAttemptAsync(DocumentKey key, DocumentState state) => AttemptAsync(key, async () =>
    {
        AcceptedContent accepted = state.Accepted!;
        long? kept = state.Visible?.Version;
        foreach (UploadTicket ticket in TicketsOf(state))
        {
            await PurgeAsync(key, ticket, accepted.Version, kept, CancellationToken.None);
            await PurgeEmbeddingsAsync(key, ticket, accepted.Version - 1, kept, CancellationToken.None);
        }

        await DeleteTextsAsync(key, accepted, state.Attempts, state.NextTicket, CancellationToken.None);
    });

    /// <summary>Makes a document invisible in every generation that may have it, for good.</summary>
    public async Task WithdrawAsync(DocumentKey key, DocumentState state, CancellationToken cancellationToken)
    {
        var upTo = new DocumentVersion(key.Document.Value, state.Accepted!.Version);
        foreach (UploadTicket ticket in TicketsOf(state))
            await chunks.WithdrawAsync(IngestionJobs.IndexOf(key, ticket), upTo, cancellationToken);
    }

    /// <summary>Removes everything of a document; a failure is thrown, because the deletion is not done then.</summary>
    public async Task EraseAsync(DocumentKey key, DocumentState state, CancellationToken cancellationToken)
    {
        AcceptedContent accepted = state.Accepted!;
        await WithdrawAsync(key, state, cancellationToken);
        foreach (UploadTicket ticket in TicketsOf(state))
        {
            await PurgeAsync(key, ticket, accepted.Version, null, cancellationToken);
            await PurgeEmbeddingsAsync(key, ticket, accepted.Version, null, cancellationToken);
        }

        await DeleteBlobAsync(key, accepted.Upload.Blob, cancellationToken);
        await DeleteTextsAsync(key, accepted, state.Attempts, state.NextTicket, cancellationToken);
        foreach (VisibleContent? content in (VisibleContent?[])[state.Visible, state.Next])
        {
            if (content is null) continue;
            await DeleteBlobAsync(key, content.Content.Upload.Blob, cancellationToken);
            await DeleteBlobAsync(key, content.TextBlob, cancellationToken);
            await DeleteTextsAsync(key, content.Content, 0, state.NextTicket, cancellationToken);
        }
    }

    /// <summary>The generations that may have something of the document.</summary>
    private static IEnumerable<UploadTicket> TicketsOf(DocumentState state)
    {
        UploadTicket?[] tickets = [state.Accepted!.Ticket, state.Visible?.Content.Ticket, state.NextTicket];
        return tickets.OfType<UploadTicket>().DistinctBy(ticket => ticket.Generation);
    }

    private async Task PurgeAsync(
        DocumentKey key, UploadTicket ticket, long upTo, long? keepVersion, CancellationToken cancellationToken)
    {
        IndexId index = IngestionJobs.IndexOf(key, ticket);
        string id = key.Document.Value;
        await retry.RunAsync(token => chunks.PurgeAsync(index, id, upTo, token), cancellationToken);
        if (!stores.TryGet(ticket.Store, out IVectorStore? store))
        {
            logger.VectorsLeft(index, ticket.Store);
            return;
        }

        await retry.RunAsync(
            token => store.DeleteDocumentAsync(index, id, upTo, keepVersion, token), cancellationToken);
    }

    private Task PurgeEmbeddingsAsync(
        DocumentKey key, UploadTicket ticket, long upTo, long? keepVersion, CancellationToken cancellationToken) =>
        retry.RunAsync(
            token => embeddings.PurgeAsync(
                IngestionJobs.IndexOf(key, ticket), key.Document.Value, upTo, keepVersion, token),
            cancellationToken);

    private async Task DeleteTextsAsync(
        DocumentKey key, AcceptedContent content, int attempts, UploadTicket? besides,
        CancellationToken cancellationToken)
    {
        var upload = new BlobId(key.Tenant.Value, content.Upload.Blob);
        for (int attempt = 1; attempt <= attempts; attempt++)
        {
            await DeleteBlobAsync(
                key, IngestionJob.TextOf(upload, content.Version, attempt).Name, cancellationToken);
        }

        await DeleteTextsBesidesAsync(key, content, attempts, besides, cancellationToken);
    }

    /// <summary>The texts for a generation that is not in use: 0 is the attempt that a re-index makes itself.</summary>
    private async Task DeleteTextsBesidesAsync(
        DocumentKey key, AcceptedContent content, int attempts, UploadTicket? besides,
        CancellationToken cancellationToken)
    {
        if (besides is null) return;
        var upload = new BlobId(key.Tenant.Value, content.Upload.Blob);
        for (int attempt = 0; attempt <= attempts; attempt++)
        {
            BlobId text = IngestionJob.TextOf(upload, content.Version, attempt, besides.Generation);
            await DeleteBlobAsync(key, text.Name, cancellationToken);
        }
    }

    private Task DeleteBlobAsync(DocumentKey key, string blob, CancellationToken cancellationToken) => retry.RunAsync(
        token => blobs.DeleteAsync(new BlobId(key.Tenant.Value, blob), token), cancellationToken);

    /// <summary>Tidying after the fact must not turn a success into a failure; what stays is invisible and goes with
    /// the next version or the document.</summary>
    private async Task AttemptAsync(DocumentKey key, Func<Task> tidy)
    {
        try
        {
            await tidy();
        }
        catch (StoreException exception)
        {
            logger.LeftoversRemain(exception, key.Document.Value);
        }
    }
}
