using System.Globalization;
using Rag.Grains.Interfaces;
using Rag.Pipeline;

namespace Rag.Grains.Documents;

/// <summary>Answers what a document holds: its chunks, its bytes, its text.</summary>
internal sealed class DocumentReading(IChunkStore chunks)
{
    public async Task<Outcome<ChunkPage>> ListChunksAsync(
        DocumentRecord record, string? cursor, int limit, CancellationToken cancellationToken)
    {
        if (!record.Exists) return Missing(record);
        int first = 0;
        if (cursor is not null && !int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out first))
        {
            return Failures.Invalid($"'cursor' is '{cursor}'; use next_cursor of the page before.", "invalid_cursor");
        }

        if (record.State.Visible is not { } visible) return new ChunkPage([], null);
        IReadOnlyList<StoredChunk> page = await chunks.ListAsync(
            IngestionJobs.IndexOf(record.Key, visible.Content), record.Key.Document.Value, first, limit,
            cancellationToken);
        int next = page.Count == 0 ? visible.Chunks : page[^1].Ordinal + 1;
        return new ChunkPage(
            [.. page.Select(ChunkDescription.Of)],
            next < visible.Chunks ? next.ToString(CultureInfo.InvariantCulture) : null);
    }

    public static Outcome<DocumentContent> FindContent(DocumentRecord record) =>
        record is { Exists: true, State.Accepted: { } accepted }
            ? new DocumentContent(
                accepted.Upload.Blob, accepted.Upload.Bytes, accepted.ContentType, accepted.Upload.FileName)
            : Missing(record);

    public static Outcome<DocumentContent> FindText(DocumentRecord record) => record.State switch
    {
        { Visible: { } visible } when record.Exists => new DocumentContent(
            visible.TextBlob, visible.TextBytes, "text/plain; charset=utf-8", null),
        { Status: { } status } => Failures.Conflict("not_completed", $"The document is {status}; it has no text yet."),
        _ => Missing(record),
    };

    private static Failure Missing(DocumentRecord record) => Failures.NotFound("document", record.Key.Document.Value);
}
