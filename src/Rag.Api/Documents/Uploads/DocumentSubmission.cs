using Rag.Api.Errors;
using Rag.Grains.Interfaces;

namespace Rag.Api.Documents.Uploads;

/// <summary>Makes a staged upload a document.</summary>
internal static class DocumentSubmission
{
    /// <summary>The accepted document; the content is kept if the document has taken it.</summary>
    public static async Task<Outcome<DocumentAccepted>> SubmitAsync(
        IGrainFactory grains, TenantId tenant, CollectionName collection, StagedUpload staged, string? idempotencyKey)
    {
        if (!TryReadId(tenant, collection, staged.Fields.DocumentId, idempotencyKey, out DocumentId id))
        {
            return ApiFailures.Invalid(
                $"'document_id' must have 1..{DocumentId.MaxCodePoints} code points and no control characters.",
                "invalid_document_id");
        }

        BlobUpload content = staged.Content;
        var upload = new DocumentUpload
        {
            Blob = content.Name,
            Bytes = content.Bytes,
            Sha256 = content.Sha256!,
            ContentType = staged.ContentType,
            FileName = staged.FileName,
            Title = staged.Fields.Title,
            Author = staged.Fields.Author,
            Metadata = staged.Fields.Metadata ?? RawJson.EmptyObject,
            OnConflict = staged.Fields.OnConflict,
            Chunking = staged.Fields.Chunking,
            IdempotencyKey = idempotencyKey,
        };
        // Taken before the call: if it times out, the document may have been accepted and its content must stay. A
        // client that leaves now does not stop it, so that the outcome is known.
        content.Take();
        Outcome<DocumentAccepted> outcome =
            await grains.Document(tenant, collection, id).SubmitAsync(upload, CancellationToken.None);
        if (outcome.Value is not { Deduplicated: false }) content.GiveBack();
        return outcome;
    }

    private static bool TryReadId(
        TenantId tenant, CollectionName collection, string? given, string? idempotencyKey, out DocumentId id)
    {
        if (given is not null) return DocumentId.TryParse(given, out id);
        id = idempotencyKey is null
            ? DocumentId.Create()
            : IdempotencyKey.DocumentOf(tenant, collection, idempotencyKey);
        return true;
    }
}
