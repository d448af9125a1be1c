using Rag.Grains.Collections;
using Rag.Grains.Interfaces;
using Rag.Pipeline;
using Rag.Pipeline.Chunking;
using Rag.Pipeline.Filtering;
using Rag.Pipeline.Ingestion;
using Rag.Pipeline.Models;
using Rag.Pipeline.Parsing;

namespace Rag.Grains.Documents;

/// <summary>Turns an accepted content into the pipeline's jobs.</summary>
internal sealed class IngestionJobs(ChunkingChoiceReader chunking)
{
    /// <summary>The jobs of an attempt: the generation that a re-index is making comes first, so that whatever is seen
    /// in the one in use is there, too.</summary>
    public IReadOnlyList<IngestionJob> Create(
        DocumentKey key, AcceptedContent accepted, AcceptedContent? besides, int attempt)
    {
        IngestionJob job = Create(key, accepted, TextOf(key, accepted, attempt, null));
        if (besides is null) return [job];
        IngestionJob other = CreateBesides(key, besides, attempt) with { Former = job.Index };
        return [other, job with { Former = other.Index }];
    }

    /// <summary>The job for a generation that is not in use yet.</summary>
    public IngestionJob CreateBesides(DocumentKey key, AcceptedContent content, int attempt) =>
        Create(key, content, TextOf(key, content, attempt, content.Ticket.Generation));

    /// <summary>A content as another generation takes it.</summary>
    public AcceptedContent Move(AcceptedContent content, UploadTicket ticket)
    {
        if (!chunking.TryRead(
            content.Upload.Chunking, ticket.Chunking, out ChunkingSettings? cut, out string? problem))
        {
            throw new IngestionException(
                "invalid_chunking",
                $"The document's own chunking does not go with the collection's new one: {problem}",
                isRetryable: false);
        }

        return content with
        {
            Ticket = ticket with { Limit = null, Next = null },
            Chunking = ChunkingChoiceReader.Describe(cut),
            FormatRevision = ContentTypes.Find(content.ContentType)?.Revision ?? 0,
        };
    }

    public static IndexId IndexOf(DocumentKey key, AcceptedContent accepted) => IndexOf(key, accepted.Ticket);

    public static IndexId IndexOf(DocumentKey key, UploadTicket ticket) =>
        new(key.Tenant.Value, key.Collection.Value, ticket.Generation);

    private IngestionJob Create(DocumentKey key, AcceptedContent accepted, BlobId text)
    {
        if (!chunking.TryRead(accepted.Chunking, null, out ChunkingSettings? cut, out string? problem))
        {
            throw new IngestionException(
                "internal", $"The stored chunking is not valid any more: {problem}", isRetryable: false);
        }

        EmbeddingChoice model = accepted.Ticket.Embedding;
        return new IngestionJob
        {
            Index = IndexOf(key, accepted),
            Document = new DocumentVersion(key.Document.Value, accepted.Version),
            Content = new BlobId(key.Tenant.Value, accepted.Upload.Blob),
            Text = text,
            ContentType = accepted.ContentType,
            FileName = accepted.Upload.FileName,
            Title = accepted.Upload.Title,
            Author = accepted.Upload.Author,
            Metadata = MetadataReader.Read(accepted.Upload.Metadata.Text),
            Chunking = cut,
            Model = new EmbeddingModelId(model.Provider!, model.Model!, model.Dimensions!.Value),
            Store = accepted.Ticket.Store,
        };
    }

    private static BlobId TextOf(DocumentKey key, AcceptedContent content, int attempt, int? besides) =>
        IngestionJob.TextOf(
            new BlobId(key.Tenant.Value, content.Upload.Blob), content.Version, attempt, besides);
}
