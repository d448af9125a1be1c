using Rag.Pipeline;
using Rag.Stores.Embedded.Chunks;
using Rag.Stores.Embedded.Sqlite;

namespace Rag.Stores.Embedded.Embeddings;

/// <summary>The embedding cache in SQLite, beside the chunk store, whose documents its rows belong to.</summary>
internal sealed class EmbeddedEmbeddingCache(EmbeddedDatabase database) : IEmbeddingCache
{
    /// <summary>Rows that a transaction writes or removes, so that no other write waits long.</summary>
    private const int RowsPerWrite = 256;

    /// <inheritdoc/>
    /// <exception cref="StoreException">Code <c>corrupt</c>: a row is damaged; writing its text again mends
    /// it.</exception>
    public async Task<IReadOnlyDictionary<TextDigest, CachedEmbedding>> FindAsync(
        IndexId index,
        DocumentVersion document,
        string model,
        IReadOnlyCollection<TextDigest> texts,
        CancellationToken cancellationToken)
    {
        Dictionary<TextDigest, EmbeddingRow> found =
            database.Read(session => Find(session, index, document.DocumentId, model, texts));
        long[] older =
        [
            .. from row in found.Values
               where row.Version < document.Version
               select row.EmbeddingKey,
        ];
        foreach (long[] part in older.Chunk(RowsPerWrite))
        {
            await database.WriteAsync(
                session => part.Sum(key => EmbeddingRows.Use(session, key, document.Version)), cancellationToken);
        }

        return found.ToDictionary(pair => pair.Key, pair => pair.Value.Embedding);
    }

    /// <inheritdoc/>
    public async Task WriteAsync(
        IndexId index,
        DocumentVersion document,
        string model,
        IReadOnlyDictionary<TextDigest, CachedEmbedding> embeddings,
        CancellationToken cancellationToken)
    {
        foreach (KeyValuePair<TextDigest, CachedEmbedding>[] part in embeddings.Chunk(RowsPerWrite))
        {
            await database.WriteAsync(
                session =>
                {
                    if (ChunkIndexRows.Find(session, index) is not { } indexKey) return 0;
                    DocumentRow row = ChunkRows.FindOrAddDocument(session, indexKey, document.DocumentId);
                    if (row.Fences(document.Version)) return 0;
                    foreach ((TextDigest text, CachedEmbedding embedding) in part)
                        EmbeddingRows.Write(session, row.DocumentKey, document.Version, model, text, embedding);
                    return part.Length;
                },
                cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task PurgeAsync(
        IndexId index, string documentId, long upTo, long? keepVersion, CancellationToken cancellationToken)
    {
        int purged;
        do
        {
            purged = await database.WriteAsync(
                session => FindDocument(session, index, documentId) is { } documentKey
                    ? EmbeddingRows.Purge(session, documentKey, upTo, keepVersion, RowsPerWrite) : 0,
                cancellationToken);
        }
        while (purged == RowsPerWrite);
    }

    private static Dictionary<TextDigest, EmbeddingRow> Find(
        SqliteSession session, IndexId index, string documentId, string model, IReadOnlyCollection<TextDigest> texts)
    {
        var found = new Dictionary<TextDigest, EmbeddingRow>();
        if (FindDocument(session, index, documentId) is not { } documentKey) return found;
        foreach (TextDigest text in texts)
        {
            if (EmbeddingRows.Find(session, documentKey, model, text) is { } row) found.Add(text, row);
        }

        return found;
    }

    private static long? FindDocument(SqliteSession session, IndexId index, string documentId) =>
        ChunkIndexRows.Find(session, index) is { } indexKey
            ? ChunkRows.FindDocument(session, indexKey, documentId)?.DocumentKey : null;
}
