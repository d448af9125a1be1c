using Rag.Grains.Collections;
using Rag.Grains.Interfaces;
using Rag.Pipeline;
using Rag.Pipeline.Chunking;
using Rag.Pipeline.Filtering;
using Rag.Pipeline.Models;
using Rag.Pipeline.Parsing;

namespace Rag.Grains.Documents;

/// <summary>Judges an upload before it is accepted: what is refused here never becomes a document.</summary>
internal sealed class UploadReader(IBlobStore blobs, ChunkingChoiceReader chunking)
{
    private const int MaxTitleLength = 1_000;
    private const int SignatureLength = 4_096;

    /// <summary>
    /// The upload with canonical metadata, complete chunking and its media type; not yet with its version.
    /// </summary>
    public async Task<Outcome<AcceptedContent>> ReadAsync(
        TenantId tenant, DocumentUpload upload, UploadTicket ticket, CancellationToken cancellationToken)
    {
        if (upload.Bytes == 0)
            return Failures.Invalid("The document is empty: 0 bytes. Send the file's content.", "empty");
        if (ticket.Embedding.Provider == EmbeddingModelId.ExternalProvider
            && upload.ContentType != DocumentUpload.ChunksContentType)
        {
            return Failures.Invalid(
                "The collection's embedding provider is 'external': nothing here can embed a text for it. Send "
                + "'chunks', each with its 'vector'.",
                "vector_required");
        }

        if (CheckWords(upload) is { } invalid) return invalid;
        if (!MetadataReader.TryRead(upload.Metadata.Text, out Metadata? metadata, out string? problem))
        {
            return Failures.Invalid(problem, "invalid_metadata");
        }

        if (!chunking.TryRead(upload.Chunking, ticket.Chunking, out ChunkingSettings? cut, out problem))
        {
            return Failures.Invalid(problem, "invalid_chunking");
        }

        Outcome<string> type = await ResolveTypeAsync(tenant, upload, cancellationToken);
        if (type.Failed(out Failure? unsupported, out string? contentType)) return unsupported;
        return new AcceptedContent
        {
            Upload = upload with { Metadata = new RawJson(metadata.Json) },
            ContentType = contentType,
            Ticket = ticket with { Limit = null, Next = null },
            Chunking = ChunkingChoiceReader.Describe(cut),
            Version = 0,
            FormatRevision = ContentTypes.Find(contentType)?.Revision ?? 0,
        };
    }

    private static Failure? CheckWords(DocumentUpload upload)
    {
        if (upload.OnConflict is not (null or "replace" or "skip_unchanged" or "error"))
        {
            return Failures.Invalid(
                $"'on_conflict' is '{upload.OnConflict}'; it is one of replace, skip_unchanged, error.");
        }

        (string Name, string? Value)[] texts = [("title", upload.Title), ("author", upload.Author)];
        foreach ((string name, string? value) in texts)
        {
            if (value?.Length > MaxTitleLength)
            {
                return Failures.Invalid(
                    $"'{name}' has {value.Length:N0} characters; the limit is {MaxTitleLength:N0}.");
            }

            if (value?.Any(char.IsControl) == true) return Failures.Invalid($"'{name}' has control characters.");
        }

        return null;
    }

    private async Task<Outcome<string>> ResolveTypeAsync(
        TenantId tenant, DocumentUpload upload, CancellationToken cancellationToken)
    {
        if (upload.ContentType == DocumentUpload.ChunksContentType) return DocumentUpload.ChunksContentType;
        await using Stream content = await blobs.OpenReadAsync(
            new BlobId(tenant.Value, upload.Blob), cancellationToken);
        byte[] head = new byte[Math.Min(SignatureLength, upload.Bytes)];
        int read = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        ContentTypeResolution resolution = ContentTypes.Resolve(
            upload.FileName, upload.ContentType, head.AsSpan(0, read));
        return resolution.Outcome == ContentTypeOutcome.Supported
            ? resolution.ContentType!
            : new Failure
            {
                Kind = FailureKind.UnsupportedType,
                Code = resolution.Outcome == ContentTypeOutcome.Mislabelled ? "mislabelled_type" : "unsupported_type",
                Message = resolution.Message!,
            };
    }
}
