using Rag.Grains.Collections;
using Rag.Grains.Interfaces;
using Rag.Pipeline;
using Rag.Pipeline.Chunking;
using Rag.Pipeline.Filtering;
using Rag.Pipeline.Ingestion;
using Rag.Pipeline.Models;

namespace Rag.Grains.Documents;

/// <summary>Turns an accepted content into the pipeline's job.</summary>
internal sealed class IngestionJobs(ChunkingChoiceReader chunking)
{
    public IngestionJob Create(DocumentKey key, AcceptedContent accepted, int attempt)
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
            Attempt = attempt,
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

    public static IndexId IndexOf(DocumentKey key, AcceptedContent accepted) =>
        new(key.Tenant.Value, key.Collection.Value, accepted.Ticket.Generation);
}
