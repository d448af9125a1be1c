using Rag.Grains.Interfaces;
using Rag.Pipeline.Filtering;

namespace Rag.Grains.Documents;

/// <summary>What an upload means for a document that is there already.</summary>
/// <param name="Failure">The refusal; <see langword="null"/> if the upload is the document that is there.</param>
/// <param name="IsReplay">The upload repeats an earlier request, by its idempotency key.</param>
/// <param name="IsNew">The upload is the one that was accepted; only its caller never learned of it.</param>
internal sealed record DocumentConflict(Failure? Failure, bool IsReplay = false, bool IsNew = false)
{
    /// <summary>
    /// Whether this very call was made before: every upload has a blob of its own, so the blob names the call.
    /// </summary>
    public static bool IsRepeated(DocumentState state, DocumentUpload upload) =>
        state.Status is not null && state.Accepted?.Upload.Blob == upload.Blob;

    /// <summary>
    /// <see langword="null"/> if the upload is to be accepted. The same content is recognised by its hash, as long as
    /// its text would be taken out as it was; with <c>replace</c> it counts as the same only if title, author, metadata
    /// and chunking are the same, too.
    /// </summary>
    public static DocumentConflict? Judge(DocumentState state, AcceptedContent content)
    {
        if (state.Status is null || state.Accepted is not { } existing) return null;
        DocumentUpload upload = content.Upload;
        if (IsRepeated(state, upload)) return new DocumentConflict(null, IsNew: true);
        bool sameBytes = existing.Upload.Sha256 == upload.Sha256 && existing.ContentType == content.ContentType;
        if (upload.IdempotencyKey is { } key && key == existing.Upload.IdempotencyKey)
        {
            if (sameBytes) return new DocumentConflict(null, IsReplay: true);
            return new DocumentConflict(Failures.Invalid(
                $"The Idempotency-Key '{key}' was used for another content; use a new key.", "idempotency_key_reused"));
        }

        // A failed or cancelled document may be uploaded again: that is how one retries with the same file.
        bool isHealthy = state.Status is not (
            DocumentStatus.Failed or DocumentStatus.Cancelled or DocumentStatus.Deleting);
        bool isSame = sameBytes && isHealthy && existing.Ticket.Generation == content.Ticket.Generation
            && existing.FormatRevision == content.FormatRevision;
        return upload.OnConflict switch
        {
            "error" => new DocumentConflict(Failures.Conflict(
                "exists", "A document of this id exists and 'on_conflict' is 'error'.")),
            "skip_unchanged" => isSame ? new DocumentConflict((Failure?)null) : null,
            _ => isSame && SameTreatment(existing, content) ? new DocumentConflict((Failure?)null) : null,
        };
    }

    public static IReadOnlyList<string> MetadataKeysOf(AcceptedContent content) =>
        MetadataReader.Read(content.Upload.Metadata.Text).Keys;

    private static bool SameTreatment(AcceptedContent left, AcceptedContent right) =>
        left.Upload.Title == right.Upload.Title
        && left.Upload.Author == right.Upload.Author
        && left.Upload.Metadata == right.Upload.Metadata
        && left.Chunking with { Separators = null } == right.Chunking with { Separators = null }
        && (left.Chunking.Separators ?? []).SequenceEqual(right.Chunking.Separators ?? []);

    /// <summary>The refusal of an upload while the document is being deleted.</summary>
    public static Failure StillDeleting(DocumentKey key) => Failures.Conflict(
        "deleting", $"The document '{key.Document}' is still being deleted; try again in a moment.");

    /// <summary>The refusal to cancel what has ended.</summary>
    public static Failure NotRunning(DocumentState state) => Failures.Conflict(
        "not_running", $"The document is {state.Status}; there is nothing to cancel.");

    /// <summary>The refusal to retry what did not fail.</summary>
    public static Failure NotFailed(DocumentState state) => Failures.Conflict(
        "not_failed", $"The document is {state.Status}; only failed and cancelled ones can be retried.");
}
