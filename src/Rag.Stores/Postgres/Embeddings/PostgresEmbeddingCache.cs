using Npgsql;
using Rag.Pipeline;
using Rag.Stores.Postgres.Chunks;

namespace Rag.Stores.Postgres.Embeddings;

/// <summary>The embedding cache on PostgreSQL, beside the chunk store, whose documents its rows belong to.</summary>
internal sealed class PostgresEmbeddingCache(PostgresDatabase database) : IEmbeddingCache
{
    /// <summary>Rows that a transaction writes or removes, so that no other write waits long.</summary>
    private const int RowsPerWrite = 256;

    private const string RowsOfDocument =
        $"""
        index_key = {ChunkIndexTable.KeyOfIndex} AND document_key = (
            SELECT document_key FROM rag_chunk_documents
            WHERE index_key = {ChunkIndexTable.KeyOfIndex} AND document_id = $4)
        """;

    // What stands beside a WITH sees the rows as they were before it.
    private const string Find =
        $"""
        WITH used AS (
            UPDATE rag_embeddings SET version = $7
            WHERE {RowsOfDocument} AND model = $5 AND digest = ANY ($6) AND version < $7)
        SELECT digest, kept_characters, vector FROM rag_embeddings
        WHERE {RowsOfDocument} AND model = $5 AND digest = ANY ($6)
        """;

    private const string Write =
        """
        INSERT INTO rag_embeddings AS kept (
            index_key, document_key, model, digest, version, kept_characters, vector)
        SELECT $1, $2, $3, e.digest, $4, e.kept_characters, e.vector
        FROM unnest($5::bytea[], $6::integer[], $7::bytea[]) AS e (digest, kept_characters, vector)
        ON CONFLICT (index_key, document_key, model, digest) DO UPDATE SET
            version = greatest(kept.version, excluded.version), kept_characters = excluded.kept_characters,
            vector = excluded.vector
        """;

    private const string Purge =
        $"""
        DELETE FROM rag_embeddings WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM rag_embeddings
            WHERE {RowsOfDocument} AND version <= $5 AND version IS DISTINCT FROM $6 LIMIT $7))
        """;

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<TextDigest, CachedEmbedding>> FindAsync(
        IndexId index,
        DocumentVersion document,
        string model,
        IReadOnlyCollection<TextDigest> texts,
        CancellationToken cancellationToken)
    {
        byte[][] digests = [.. texts.Select(text => text.ToBytes())];
        List<KeyValuePair<TextDigest, CachedEmbedding>> found = await database.RunAsync(
            "looking up embeddings",
            session => session.ReadAsync(
                ReadRow,
                Find,
                [.. ChunkIndexTable.NameOf(index), document.DocumentId, model, digests, document.Version]),
            cancellationToken);
        return found.ToDictionary();
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
            byte[][] digests = Array.ConvertAll(part, pair => pair.Key.ToBytes());
            int?[] kept = Array.ConvertAll(part, pair => pair.Value.KeptCharacters);
            byte[][] vectors = Array.ConvertAll(part, pair => VectorBytes.Write(pair.Value.Vector.Span));
            await database.WriteAsync(
                "keeping embeddings",
                async session =>
                {
                    DocumentState? state =
                        await ChunkIndexTable.LockDocumentAsync(session, index, document.DocumentId);
                    if (state is null || state.Fences(document.Version)) return 0;
                    return await session.ExecuteAsync(
                        Write, state.IndexKey, state.DocumentKey, model, document.Version, digests, kept, vectors);
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
            purged = await database.RunAsync(
                "purging embeddings",
                session => session.ExecuteAsync(
                    Purge,
                    [.. ChunkIndexTable.NameOf(index), documentId, upTo, keepVersion, RowsPerWrite]),
                cancellationToken);
        }
        while (purged == RowsPerWrite);
    }

    private static KeyValuePair<TextDigest, CachedEmbedding> ReadRow(NpgsqlDataReader row) => new(
        TextDigest.Read(row.GetFieldValue<byte[]>(0)),
        new CachedEmbedding(VectorBytes.Read(row.GetFieldValue<byte[]>(2)), row.IntegerOrNull(1)));
}
