using System.Globalization;
using Rag.Pipeline;
using Rag.Pipeline.Filtering;

namespace Rag.Stores.Tests;

/// <summary>Chunks for tests.</summary>
internal static class Passages
{
    /// <summary>A version of a document with one chunk a text.</summary>
    public static List<Chunk> Of(IndexId index, DocumentVersion document, params IEnumerable<string> texts) =>
    [
        .. texts.Select((text, ordinal) => new Chunk
        {
            Id = ChunkId.Create(index, document.DocumentId, document.Version, ordinal),
            Ordinal = ordinal,
            Text = text,
            IndexedText = text,
            Location = new ChunkLocation(ordinal + 1, "Part > " + ordinal, ordinal * 10, (ordinal * 10) + text.Length),
            Metadata = Metadata.Empty,
        }),
    ];

    /// <summary>Writes and publishes a version.</summary>
    public static async Task<bool> PublishAsync(
        this IChunkStore store, IndexId index, string documentId, long version, params string[] texts)
    {
        var document = new DocumentVersion(documentId, version);
        List<Chunk> chunks = Of(index, document, texts);
        await store.WriteAsync(index, document, chunks, CancellationToken.None);
        return await store.PublishAsync(index, document, Description, chunks.Count, CancellationToken.None);
    }

    public static DocumentDescription Description { get; } = new("Title", "Author", Metadata.Empty);

    /// <summary>Words of a Zipf-like vocabulary, the same for the same seed.</summary>
    public static string RandomText(Random random, int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ =>
        "w" + ((int)Math.Exp(random.NextDouble() * Math.Log(2_000))).ToString(CultureInfo.InvariantCulture) + "q"));
}
