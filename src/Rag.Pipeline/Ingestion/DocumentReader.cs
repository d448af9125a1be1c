using Rag.Pipeline.Chunking;
using Rag.Pipeline.Parsing;

namespace Rag.Pipeline.Ingestion;

/// <summary>Upload to chunks: parses and cuts, or takes the chunks that the caller has cut.</summary>
public sealed class DocumentReader(
    IBlobStore blobs, IDocumentParser parser, DocumentChunker chunker, TransientRetry retry)
{
    /// <summary>Reads a document; it has at least one chunk.</summary>
    /// <exception cref="ParseException">The file cannot be used.</exception>
    internal async Task<DocumentContent> ReadAsync(
        IngestionJob job, IIngestionMonitor monitor, CancellationToken cancellationToken)
    {
        await monitor.AdvanceAsync(IngestionStage.Parsing, 0, 0, cancellationToken);
        await using Stream content = await retry.RunAsync(
            token => blobs.OpenReadAsync(job.Content, token), cancellationToken);
        if (job.ContentType == ReadyChunkReader.ContentType)
        {
            return await ReadyChunkReader.ReadAsync(job, content, cancellationToken);
        }

        ParsedDocument parsed = await parser.ParseAsync(
            new ParseSource(content, job.ContentType, job.FileName), cancellationToken);
        await monitor.AdvanceAsync(IngestionStage.Chunking, 0, 0, cancellationToken);
        IReadOnlyList<Chunk> chunks = chunker.Chunk(
            job.Index, job.Document, parsed, job.Title ?? parsed.Title, job.Metadata, job.Chunking);
        return chunks.Count > 0
            ? new DocumentContent(parsed, chunks, null)
            : throw new ParseException("no_text", "The document has no text to search.");
    }
}
