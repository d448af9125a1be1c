using Npgsql;
using Rag.Pipeline;

namespace Rag.Stores.Postgres.Chunks;

/// <summary>The rows of the chunk store's indexes and documents: finding, locking, dropping.</summary>
internal static class ChunkIndexTable
{
    /// <summary>The key of an index, for statements whose first three parameters name it.</summary>
    public const string KeyOfIndex =
        "(SELECT index_key FROM rag_chunk_indexes WHERE tenant = $1 AND collection = $2 AND generation = $3)";

    /// <summary>Rows of a dropped index that one transaction removes.</summary>
    private const int RowsPerDrop = 20_000;

    /// <summary>The failure of a call for an index that is not there.</summary>
    public static StoreException Missing(IndexId index) => new(
        "unknown_index", $"Index '{index}' does not exist; it was never created, or was dropped.", isTransient: false);

    /// <summary>Every row of a query on an index, for which the index is looked up in the same round trip.</summary>
    /// <param name="session">The connection.</param>
    /// <param name="index">The index: parameters $1 to $3 of the query.</param>
    /// <param name="read">Makes a result of the reader's current row.</param>
    /// <param name="sql">The query, which has the index as <see cref="KeyOfIndex"/>.</param>
    /// <param name="values">The parameters from $4 on.</param>
    /// <exception cref="StoreException">There is no such index.</exception>
    public static async Task<List<T>> ReadAsync<T>(
        PostgresSession session, IndexId index, Func<NpgsqlDataReader, T> read, string sql, params object?[] values)
    {
        await using NpgsqlBatch batch = BatchOf(session, index, sql, values);
        return await ReadAsync(session, index, batch, read);
    }

    /// <summary>The same for a query that every question asks: each connection plans it once.</summary>
    /// <inheritdoc cref="ReadAsync{T}(PostgresSession, IndexId, Func{NpgsqlDataReader, T}, string, object[])"/>
    public static async Task<List<T>> ReadPreparedAsync<T>(
        PostgresSession session, IndexId index, Func<NpgsqlDataReader, T> read, string sql, params object?[] values)
    {
        await using NpgsqlBatch batch = BatchOf(session, index, sql, values);
        await batch.PrepareAsync(session.Token);
        return await ReadAsync(session, index, batch, read);
    }

    private static NpgsqlBatch BatchOf(PostgresSession session, IndexId index, string sql, object?[] values)
    {
        var batch = new NpgsqlBatch(session.Connection);
        PostgresSession.Add(batch, "SELECT 1 WHERE EXISTS " + KeyOfIndex, NameOf(index));
        PostgresSession.Add(batch, sql, [.. NameOf(index), .. values]);
        return batch;
    }

    private static async Task<List<T>> ReadAsync<T>(
        PostgresSession session, IndexId index, NpgsqlBatch batch, Func<NpgsqlDataReader, T> read)
    {
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(session.Token);
        if (!await reader.ReadAsync(session.Token)) throw Missing(index);
        await reader.NextResultAsync(session.Token);
        var rows = new List<T>();
        while (await reader.ReadAsync(session.Token)) rows.Add(read(reader));
        return rows;
    }

    /// <summary>Locks a document's row, made if it was never written; <see langword="null"/> if there is no such
    /// index.</summary>
    public static async Task<DocumentState?> LockDocumentAsync(
        PostgresSession session, IndexId index, string documentId)
    {
        await using var batch = new NpgsqlBatch(session.Connection);
        PostgresSession.Add(
            batch,
            "INSERT INTO rag_chunk_documents (index_key, document_id, fence_version) "
            + "SELECT index_key, $4, $5 FROM rag_chunk_indexes "
            + "WHERE tenant = $1 AND collection = $2 AND generation = $3 ON CONFLICT DO NOTHING",
            [.. NameOf(index), documentId, long.MinValue]);
        PostgresSession.Add(
            batch,
            "SELECT index_key, document_key, visible_version, fence_version, visible_chunks, visible_length "
            + $"FROM rag_chunk_documents WHERE index_key = {KeyOfIndex} AND document_id = $4 FOR UPDATE",
            [.. NameOf(index), documentId]);
        await using NpgsqlDataReader row = await batch.ExecuteReaderAsync(session.Token);
        return await row.ReadAsync(session.Token)
            ? new DocumentState(
                row.GetInt32(0), row.GetInt64(1), row.LongOrNull(2), row.GetInt64(3), row.GetInt32(4), row.GetInt64(5))
            : null;
    }

    /// <summary>Changes the sums of what is visible. Last in its transaction: publishers that share the row wait only
    /// for each other's commits.</summary>
    public static Task RecountAsync(
        PostgresSession session, DocumentState document, int documents, int chunks, long length) =>
        session.ExecuteAsync(
            "INSERT INTO rag_chunk_totals AS t VALUES ($1, $2::bigint & 15, $3, $4, $5) "
            + "ON CONFLICT (index_key, shard) DO UPDATE SET documents = t.documents + excluded.documents, "
            + "chunks = t.chunks + excluded.chunks, length = t.length + excluded.length",
            document.IndexKey,
            document.DocumentKey,
            (long)documents,
            (long)chunks,
            length);

    /// <summary>Takes an index' name away, so that nothing finds it.</summary>
    public static Task<int> BeginDropAsync(PostgresSession session, IndexId index) => session.ExecuteAsync(
        "UPDATE rag_chunk_indexes SET tenant = NULL, collection = NULL "
        + "WHERE tenant = $1 AND collection = $2 AND generation = $3",
        NameOf(index));

    /// <summary>Removes a part of a dropped index; answers whether none is left.</summary>
    public static async Task<bool> ContinueDropAsync(PostgresSession session)
    {
        // Hosts that do this at the same time take turns at one index, or work on different ones.
        if (await session.ReadValueAsync(
            "SELECT index_key FROM rag_chunk_indexes WHERE tenant IS NULL LIMIT 1 FOR UPDATE") is not int indexKey)
            return true;
        if (await RemovePartAsync(session, indexKey, "rag_postings") == RowsPerDrop) return false;
        await session.ExecuteAsync(
            "DELETE FROM rag_chunk_texts WHERE chunk_key = ANY (ARRAY("
            + "SELECT chunk_key FROM rag_chunks WHERE index_key = $1 ORDER BY chunk_key LIMIT $2))",
            indexKey,
            RowsPerDrop);
        if (await RemovePartAsync(session, indexKey, "rag_chunks", "ORDER BY chunk_key")
            == RowsPerDrop) return false;
        if (await RemovePartAsync(session, indexKey, "rag_embeddings") == RowsPerDrop) return false;
        // A writer who found the index before it was dropped holds its document's row: this waits for it.
        if (await RemovePartAsync(session, indexKey, "rag_chunk_documents") > 0) return false;
        await session.ExecuteAsync("DELETE FROM rag_chunk_totals WHERE index_key = $1", indexKey);
        await session.ExecuteAsync("DELETE FROM rag_chunk_indexes WHERE index_key = $1", indexKey);
        return false;
    }

    private static Task<int> RemovePartAsync(
        PostgresSession session, int indexKey, string table, string order = "") =>
        session.ExecuteAsync(
            $"DELETE FROM {table} WHERE ctid = ANY (ARRAY("
            + $"SELECT ctid FROM {table} WHERE index_key = $1 {order} LIMIT $2))",
            indexKey,
            RowsPerDrop);

    /// <summary>The parameters $1 to $3.</summary>
    public static object?[] NameOf(IndexId index) => [index.Tenant, index.Collection, index.Generation];
}
