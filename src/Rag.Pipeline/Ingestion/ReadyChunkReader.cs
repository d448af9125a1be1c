using System.Text.Json;
using Rag.Pipeline.Chunking;
using Rag.Pipeline.Filtering;
using Rag.Pipeline.Parsing;

namespace Rag.Pipeline.Ingestion;

/// <summary>
/// Takes chunks that the caller has cut. The document's text is the chunks joined by blank lines, so that their
/// positions mean the same as everywhere else.
/// </summary>
public static class ReadyChunkReader
{
    /// <summary>Media type of an upload that is a JSON list of <see cref="ReadyChunk"/>.</summary>
    public const string ContentType = "application/vnd.rag.chunks+json";

    private const string Separator = "\n\n";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Reads the list.</summary>
    /// <exception cref="ParseException">It is not a list of chunks, or one of them cannot be used.</exception>
    internal static async Task<DocumentContent> ReadAsync(
        IngestionJob job, Stream content, CancellationToken cancellationToken)
    {
        IReadOnlyList<ReadyChunk> ready = await ParseAsync(content, cancellationToken);
        var text = new TextNormalizer();
        int codePoints = 0;
        var chunks = new Chunk[ready.Count];
        for (int i = 0; i < chunks.Length; i++)
        {
            if (i > 0)
            {
                text.Append(Separator);
                codePoints += Separator.Length;
            }

            int start = text.Length;
            text.Append(ready[i].Text);
            string own = text.CopyFrom(start);
            if (string.IsNullOrWhiteSpace(own))
                throw new ParseException("no_text", $"Chunk {i} has no text but characters that show nothing.");
            int length = own.Length - own.Count(char.IsLowSurrogate);
            chunks[i] = Create(job, ready[i] with { Text = own }, i, codePoints, codePoints + length);
            codePoints += length;
        }

        var document = new ParsedDocument { Text = text.ToString(), Warnings = [.. text.Warnings()] };
        return new DocumentContent(document, chunks, VectorsOf(job, ready));
    }

    private static async Task<IReadOnlyList<ReadyChunk>> ParseAsync(Stream content, CancellationToken cancellationToken)
    {
        try
        {
            List<ReadyChunk>? ready = await JsonSerializer.DeserializeAsync<List<ReadyChunk>>(
                content, Json, cancellationToken);
            if (ready is not { Count: > 0 }) throw new ParseException("no_text", "The list of chunks is empty.");
            int blank = ready.FindIndex(chunk => string.IsNullOrWhiteSpace(chunk.Text));
            return blank < 0 ? ready : throw new ParseException("no_text", $"Chunk {blank} has no text.");
        }
        catch (JsonException exception)
        {
            throw new ParseException(
                "corrupt", $"The list of chunks is not valid JSON: {exception.Message}", exception);
        }
    }

    private static Chunk Create(IngestionJob job, ReadyChunk ready, int ordinal, int start, int end)
    {
        if (!MetadataReader.TryRead(ready.Metadata, out Metadata? own, out string? problem))
        {
            throw new ParseException("corrupt", $"Chunk {ordinal}: {problem}");
        }

        string? section = ready.Section is null ? null : TextNormalizer.Line(ready.Section);
        return new Chunk
        {
            Id = ChunkId.Create(job.Index, job.Document.DocumentId, job.Document.Version, ordinal),
            Ordinal = ordinal,
            Text = ready.Text,
            IndexedText = DocumentChunker.IndexedText(job.Title, section, ready.Text),
            Location = new ChunkLocation(ready.Page, section, start, end),
            Metadata = MetadataReader.Overlay(job.Metadata, own),
        };
    }

    private static IReadOnlyList<ReadOnlyMemory<float>>? VectorsOf(IngestionJob job, IReadOnlyList<ReadyChunk> ready)
    {
        int given = ready.Count(chunk => chunk.Vector is not null);
        if (given == 0) return null;
        if (given != ready.Count)
        {
            throw new ParseException(
                "corrupt", $"{given} of {ready.Count} chunks have a vector; all must have one, or none.");
        }

        int wrong = ready.ToList().FindIndex(chunk => chunk.Vector!.Count != job.Model.Dimensions);
        return wrong < 0
            ? [.. ready.Select(chunk => (ReadOnlyMemory<float>)chunk.Vector!.ToArray())]
            : throw new ParseException(
                "corrupt",
                $"The vector of chunk {wrong} has {ready[wrong].Vector!.Count} values; the collection has " +
                $"{job.Model.Dimensions} dimensions.");
    }
}
