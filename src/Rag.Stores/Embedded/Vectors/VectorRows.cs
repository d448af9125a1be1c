using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Rag.Pipeline;
using Rag.Stores.Embedded.Chunks;
using Rag.Stores.Embedded.Sqlite;
using Rag.Stores.Slots;

namespace Rag.Stores.Embedded.Vectors;

/// <summary>The SQL of the vector store: which slot of which index holds what. The row makes a vector exist.</summary>
internal static class VectorRows
{
    /// <summary>An index and its settings; <see langword="null"/> if there is none.</summary>
    public static (long IndexKey, VectorIndexSettings Settings)? Find(SqliteSession session, IndexId index)
    {
        using SqliteDataReader row = session.Query(
            "SELECT index_key, dimensions, metric FROM vector_indexes "
            + "WHERE tenant = ?1 AND collection = ?2 AND generation = ?3",
            index.Tenant,
            index.Collection,
            index.Generation);
        return row.Read()
            ? (row.GetInt64(0), new VectorIndexSettings(row.GetInt32(1), Enum.Parse<DistanceMetric>(row.GetString(2))))
            : null;
    }

    /// <summary>The failure of a call for an index that is not there.</summary>
    public static StoreException Missing(IndexId index) => new(
        "unknown_index",
        $"Vector index '{index}' does not exist; it was never created, or was dropped.",
        isTransient: false);

    /// <summary>Makes an index.</summary>
    public static int Add(SqliteSession session, IndexId index, VectorIndexSettings settings) => session.Execute(
        "INSERT INTO vector_indexes (tenant, collection, generation, dimensions, metric) VALUES (?1, ?2, ?3, ?4, ?5)",
        index.Tenant,
        index.Collection,
        index.Generation,
        settings.Dimensions,
        settings.Metric.ToString());

    /// <summary>All indexes that are not being dropped.</summary>
    public static List<IndexId> ReadIndexes(SqliteSession session)
    {
        using SqliteDataReader row = session.Query(
            "SELECT tenant, collection, generation FROM vector_indexes WHERE tenant IS NOT NULL ORDER BY 1, 2, 3");
        var indexes = new List<IndexId>();
        while (row.Read()) indexes.Add(new IndexId(row.GetString(0), row.GetString(1), row.GetInt32(2)));
        return indexes;
    }

    /// <summary>Writes what slots hold, and removes what is replaced.</summary>
    public static void Replace(
        SqliteSession session, long indexKey, IEnumerable<int> removed, IReadOnlyList<VectorRow> added)
    {
        Remove(session, indexKey, removed);
        foreach (VectorRow row in added)
        {
            session.Execute(
                "INSERT INTO vectors (index_key, slot, id, document_id, version, metadata, crc) "
                + "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                indexKey,
                row.Slot,
                ChunkRows.WriteId(row.Record.Id),
                row.Record.Document.DocumentId,
                row.Record.Document.Version,
                row.Record.Metadata.Json,
                (long)row.Crc);
        }
    }

    /// <summary>Removes what slots hold.</summary>
    public static void Remove(SqliteSession session, long indexKey, IEnumerable<int> slots)
    {
        foreach (int slot in slots)
            session.Execute("DELETE FROM vectors WHERE index_key = ?1 AND slot = ?2", indexKey, slot);
    }

    /// <summary>Number of rows of an index.</summary>
    public static long Count(SqliteSession session, long indexKey) =>
        session.QueryInteger("SELECT COUNT(*) FROM vectors WHERE index_key = ?1", indexKey) ?? 0;

    /// <summary>The largest slot that a row speaks of; -1 for none.</summary>
    public static int MaxSlot(SqliteSession session, long indexKey) =>
        (int)(session.QueryInteger("SELECT MAX(slot) FROM vectors WHERE index_key = ?1", indexKey) ?? -1);

    /// <summary>Every vector of an index, its floats checked against its row.</summary>
    public static IEnumerable<StoredVector> Read(
        SqliteSession session, long indexKey, IReadOnlyList<VectorSegment> segments)
    {
        using SqliteDataReader row = session.Query(
            "SELECT slot, id, document_id, version, metadata, crc FROM vectors WHERE index_key = ?1 ORDER BY slot",
            indexKey);
        var documentIds = new HashSet<string>(StringComparer.Ordinal);
        while (row.Read())
        {
            int slot = row.GetInt32(0);
            ChunkId id = ChunkRows.ReadId(row.GetBytes(1));
            if (!documentIds.TryGetValue(row.GetString(2), out string? documentId))
                documentIds.Add(documentId = row.GetString(2));
            var document = new DocumentVersion(documentId, row.GetInt64(3));
            string metadata = row.GetString(4);
            VectorSegment segment = segments[slot / SlotSet.PageSlots];
            int place = slot % SlotSet.PageSlots;
            uint checksum = Checksum(indexKey, slot, id, document, metadata, segment[place]);
            if (checksum != row.GetInt64(5))
            {
                throw new StoreException(
                    "corrupt",
                    $"Vector {place} of segment '{segment.Path}', or its row, is damaged. Restore it from a backup, or "
                    + "re-index the collection.",
                    isTransient: false);
            }

            yield return new StoredVector(
                slot, id, document, metadata, QuantizedVector.Of(segment[place]), checksum);
        }
    }

    /// <summary>Takes an index' name away, so that nothing finds it; answers its key if there was one.</summary>
    public static long? BeginDrop(SqliteSession session, IndexId index)
    {
        long? indexKey = Find(session, index)?.IndexKey;
        if (indexKey is null) return null;
        session.Execute("UPDATE vector_indexes SET tenant = NULL, collection = NULL WHERE index_key = ?1", indexKey);
        return indexKey;
    }

    /// <summary>Removes a part of a dropped index' rows; answers whether none is left.</summary>
    public static bool ContinueDrop(SqliteSession session, long indexKey, int limit) => session.Execute(
        "DELETE FROM vectors WHERE index_key = ?1 AND slot IN (SELECT slot FROM vectors WHERE index_key = ?1 LIMIT ?2)",
        indexKey,
        limit) < limit;

    /// <summary>Removes the last row of a dropped index: after its files.</summary>
    public static int EndDrop(SqliteSession session, long indexKey) =>
        session.Execute("DELETE FROM vector_indexes WHERE index_key = ?1", indexKey);

    /// <summary>Indexes whose removal has begun.</summary>
    public static List<long> ReadDropped(SqliteSession session)
    {
        using SqliteDataReader row = session.Query("SELECT index_key FROM vector_indexes WHERE tenant IS NULL");
        var dropped = new List<long>();
        while (row.Read()) dropped.Add(row.GetInt64(0));
        return dropped;
    }

    /// <summary>Checksum over all that a row and its record say, and where.</summary>
    public static uint Checksum(
        long indexKey, int slot, ChunkId id, DocumentVersion document, string metadata, ReadOnlySpan<float> vector)
    {
        ReadOnlySpan<long> numbers = [indexKey, slot, document.Version];
        uint crc = Crc32C.Append(Crc32C.Seed, MemoryMarshal.AsBytes(numbers));
        crc = Crc32C.Append(Crc32C.Append(crc, ChunkRows.WriteId(id)), document.DocumentId);
        return Crc32C.Append(Crc32C.Append(crc, metadata), MemoryMarshal.AsBytes(vector));
    }
}
