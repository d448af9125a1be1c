using Microsoft.Extensions.Logging;
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
    /// <summary>Removes the blobs of a version that a newer one has replaced.</summary>
    /// <param name="key">The document.</param>
    /// <param name="replaced">The former version; <see langword="null"/> if there was none.</param>
    /// <param name="visible">The newer version.</param>
    /// <param name="attempt">The attempt that made it: the texts of earlier ones go, too.</param>
    public async Task DiscardReplacedAsync(
        DocumentKey key, VisibleContent? replaced, VisibleContent visible, int attempt)
    {
        await AttemptAsync(key, async () =>
        {
            await DeleteTextsAsync(key, visible.Content, attempt - 1, CancellationToken.None);
            if (replaced is null || replaced.Version == visible.Version) return;
            if (replaced.Content.Upload.Blob != visible.Content.Upload.Blob)
            {
                await DeleteBlobAsync(key, replaced.Content.Upload.Blob, CancellationToken.None);
            }

            if (replaced.TextBlob != visible.TextBlob)
                await DeleteBlobAsync(key, replaced.TextBlob, CancellationToken.None);
        });
    }

    /// <summary>Removes chunks and vectors that a failed or cancelled run has stored. Those that it paid for stay in
    /// the cache, for the next run of the document.</summary>
    public Task DiscardAttemptAsync(DocumentKey key, DocumentState state) => AttemptAsync(key, async () =>
    {
        AcceptedContent accepted = state.Accepted!;
        await PurgeAsync(key, accepted, state.Visible?.Version, CancellationToken.None);
        await PurgeEmbeddingsAsync(key, accepted, accepted.Version - 1, state.Visible?.Version, CancellationToken.None);
        await DeleteTextsAsync(key, state.Accepted!, state.Attempts, CancellationToken.None);
    });

    /// <summary>Removes everything of a document; a failure is thrown, because the deletion is not done then.</summary>
    public async Task EraseAsync(DocumentKey key, DocumentState state, CancellationToken cancellationToken)
    {
        AcceptedContent accepted = state.Accepted!;
        await chunks.WithdrawAsync(
            IngestionJobs.IndexOf(key, accepted),
            new DocumentVersion(key.Document.Value, accepted.Version),
            cancellationToken);
        await PurgeAsync(key, accepted, null, cancellationToken);
        await PurgeEmbeddingsAsync(key, accepted, accepted.Version, null, cancellationToken);
        await DeleteBlobAsync(key, accepted.Upload.Blob, cancellationToken);
        await DeleteTextsAsync(key, accepted, state.Attempts, cancellationToken);
        if (state.Visible is not { } visible) return;
        await DeleteBlobAsync(key, visible.Content.Upload.Blob, cancellationToken);
        await DeleteBlobAsync(key, visible.TextBlob, cancellationToken);
    }

    private async Task PurgeAsync(
        DocumentKey key, AcceptedContent accepted, long? keepVersion, CancellationToken cancellationToken)
    {
        IndexId index = IngestionJobs.IndexOf(key, accepted);
        string id = key.Document.Value;
        await retry.RunAsync(token => chunks.PurgeAsync(index, id, accepted.Version, token), cancellationToken);
        if (!stores.TryGet(accepted.Ticket.Store, out IVectorStore? store))
        {
            logger.VectorsLeft(index, accepted.Ticket.Store);
            return;
        }

        await retry.RunAsync(
            token => store.DeleteDocumentAsync(index, id, accepted.Version, keepVersion, token), cancellationToken);
    }

    private Task PurgeEmbeddingsAsync(
        DocumentKey key, AcceptedContent accepted, long upTo, long? keepVersion, CancellationToken cancellationToken) =>
        retry.RunAsync(
            token => embeddings.PurgeAsync(
                IngestionJobs.IndexOf(key, accepted), key.Document.Value, upTo, keepVersion, token),
            cancellationToken);

    private async Task DeleteTextsAsync(
        DocumentKey key, AcceptedContent content, int attempts, CancellationToken cancellationToken)
    {
        var upload = new BlobId(key.Tenant.Value, content.Upload.Blob);
        for (int attempt = 1; attempt <= attempts; attempt++)
        {
            await DeleteBlobAsync(
                key, IngestionJob.TextOf(upload, content.Version, attempt).Name, cancellationToken);
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
