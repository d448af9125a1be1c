using Microsoft.Data.Sqlite;
using Rag.Pipeline;
using Rag.Stores.Embedded.Embeddings;
using Rag.Stores.Embedded.Sqlite;

namespace Rag.Stores.Embedded.Chunks;

/// <summary>The rows of the chunk store's indexes: making, counting, dropping.</summary>
internal static class ChunkIndexRows
{
    /// <summary>The key of an index; <see langword="null"/> if there is none.</summary>
    public static long? Find(SqliteSession session, IndexId index) => session.QueryInteger(
        "SELECT index_key FROM chunk_indexes WHERE tenant = ?1 AND collection = ?2 AND generation = ?3",
        index.Tenant,
        index.Collection,
        index.Generation);

    /// <summary>The failure of a call for an index that is not there.</summary>
    public static StoreException Missing(IndexId index) => new(
        "unknown_index", $"Index '{index}' does not exist; it was never created, or was dropped.", isTransient: false);

    /// <summary>Makes an index unless it is there.</summary>
    public static int Add(SqliteSession session, IndexId index) => session.Execute(
        "INSERT INTO chunk_indexes (tenant, collection, generation, documents, chunks) VALUES (?1, ?2, ?3, 0, 0) "
        + "ON CONFLICT DO NOTHING",
        index.Tenant,
        index.Collection,
        index.Generation);

    /// <summary>Changes the sums of what is visible.</summary>
    public static void Recount(SqliteSession session, long indexKey, int documents, int chunks) => session.Execute(
        "UPDATE chunk_indexes SET documents = documents + ?2, chunks = chunks + ?3 WHERE index_key = ?1",
        indexKey,
        documents,
        chunks);

    /// <summary>The sums of what is visible; nothing for an index that is not there.</summary>
    public static IndexUsage ReadUsage(SqliteSession session, IndexId index)
    {
        using SqliteDataReader row = session.Query(
            "SELECT documents, chunks FROM chunk_indexes WHERE tenant = ?1 AND collection = ?2 AND generation = ?3",
            index.Tenant,
            index.Collection,
            index.Generation);
        return row.Read() ? new IndexUsage(row.GetInt64(0), row.GetInt64(1)) : default;
    }

    /// <summary>The indexes that have at least so many visible passages, the largest first.</summary>
    public static List<IndexId> ReadLargest(SqliteSession session, int minPassages)
    {
        using SqliteDataReader row = session.Query(
            "SELECT tenant, collection, generation FROM chunk_indexes WHERE tenant IS NOT NULL AND chunks >= ?1 "
            + "ORDER BY chunks DESC",
            minPassages);
        var largest = new List<IndexId>();
        while (row.Read()) largest.Add(new IndexId(row.GetString(0), row.GetString(1), row.GetInt32(2)));
        return largest;
    }

    /// <summary>Takes an index' name away, so that nothing finds it; answers its key if there was one.</summary>
    public static long? BeginDrop(SqliteSession session, IndexId index)
    {
        long? indexKey = Find(session, index);
        if (indexKey is not null)
            session.Execute("UPDATE chunk_indexes SET tenant = NULL, collection = NULL WHERE index_key = ?1", indexKey);
        return indexKey;
    }

    /// <summary>Indexes whose removal has begun.</summary>
    public static List<long> ReadDropped(SqliteSession session)
    {
        using SqliteDataReader row = session.Query("SELECT index_key FROM chunk_indexes WHERE tenant IS NULL");
        var dropped = new List<long>();
        while (row.Read()) dropped.Add(row.GetInt64(0));
        return dropped;
    }

    /// <summary>Removes a part of a dropped index; answers whether it is gone.</summary>
    public static bool ContinueDrop(SqliteSession session, long indexKey, int limit)
    {
        long? documentKey = session.QueryInteger(
            "SELECT document_key FROM chunk_documents WHERE index_key = ?1 LIMIT 1", indexKey);
        if (documentKey is null)
        {
            session.Execute("DELETE FROM chunk_indexes WHERE index_key = ?1", indexKey);
            return true;
        }

        if (EmbeddingRows.Purge(session, documentKey.Value, long.MaxValue, keepVersion: null, limit) < limit
            && ChunkRows.Purge(session, documentKey.Value, long.MaxValue, visibleVersion: null, limit) < limit)
            session.Execute("DELETE FROM chunk_documents WHERE document_key = ?1", documentKey);
        return false;
    }
}
