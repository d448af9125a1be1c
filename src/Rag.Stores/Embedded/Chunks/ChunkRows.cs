using System.Buffers.Binary;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Rag.Pipeline;
using Rag.Pipeline.Filtering;
using Rag.Stores.Embedded.Sqlite;
using Rag.Stores.Keywords;

namespace Rag.Stores.Embedded.Chunks;

/// <summary>The SQL of the chunk store. Every row of a passage carries a checksum over all that it says.</summary>
internal static class ChunkRows
{
    /// <summary>A document's row; <see langword="null"/> if it was never written.</summary>
    public static DocumentRow? FindDocument(SqliteSession session, long indexKey, string documentId)
    {
        using SqliteDataReader row = session.Query(
            "SELECT document_key, visible_version, fence_version, visible_chunks FROM chunk_documents "
            + "WHERE index_key = ?1 AND document_id = ?2",
            indexKey,
            documentId);
        return row.Read()
            ? new DocumentRow(row.GetInt64(0), row.GetInteger(1), row.GetInt64(2), row.GetInt32(3)) : null;
    }

    /// <summary>A document's row, made if it was never written.</summary>
    public static DocumentRow FindOrAddDocument(SqliteSession session, long indexKey, string documentId)
    {
        if (FindDocument(session, indexKey, documentId) is { } known) return known;
        session.Execute(
            "INSERT INTO chunk_documents (index_key, document_id, fence_version, visible_chunks, metadata) "
            + "VALUES (?1, ?2, ?3, 0, '{}')",
            indexKey,
            documentId,
            long.MinValue);
        return FindDocument(session, indexKey, documentId)!;
    }

    /// <summary>Writes passages of a version that is not visible; those that are there already are replaced.</summary>
    public static void Write(SqliteSession session, long documentKey, long version, IReadOnlyList<ChunkRow> rows)
    {
        bool mayReplace = session.QueryInteger(
            "SELECT 1 FROM chunks WHERE document_key = ?1 AND version = ?2 LIMIT 1", documentKey, version) is not null;
        foreach (ChunkRow row in rows)
        {
            if (mayReplace) Remove(session, documentKey, version, row.Chunk.Ordinal);
            Insert(session, documentKey, version, row);
        }
    }

    /// <summary>How many passages a version has and its largest ordinal, -1 for none.</summary>
    public static (int Count, int MaxOrdinal) CountVersion(SqliteSession session, long documentKey, long version)
    {
        using SqliteDataReader row = session.Query(
            "SELECT COUNT(*), COALESCE(MAX(ordinal), -1) FROM chunks WHERE document_key = ?1 AND version = ?2",
            documentKey,
            version);
        row.Read();
        return (row.GetInt32(0), row.GetInt32(1));
    }

    /// <summary>What the keyword index keeps of a version's passages, in order.</summary>
    public static List<PassageTerms> ReadTerms(SqliteSession session, long documentKey, long version)
    {
        using SqliteDataReader row = session.Query(
            "SELECT chunk_key, id, metadata, length, terms, crc FROM chunks "
            + "WHERE document_key = ?1 AND version = ?2 ORDER BY ordinal",
            documentKey,
            version);
        var passages = new List<PassageTerms>();
        while (row.Read())
        {
            var passage = new PassageTerms(
                row.GetInt64(0), ReadId(row.GetBytes(1)), row.GetString(2), row.GetInt32(3), row.GetBytes(4));
            uint crc = Checksum(passage.Id, passage.MetadataJson, passage.Length, passage.Terms);
            Verify(crc, row.GetInt64(5), passage.ChunkKey);
            passages.Add(passage);
        }

        return passages;
    }

    /// <summary>Every visible document of an index.</summary>
    public static IEnumerable<IndexChange> ReadVisible(SqliteSession session, long indexKey)
    {
        using SqliteDataReader row = session.Query(
            "SELECT document_key, document_id, visible_version, title, author FROM chunk_documents "
            + "WHERE index_key = ?1 AND visible_version IS NOT NULL ORDER BY document_key",
            indexKey);
        while (row.Read())
        {
            long version = row.GetInt64(2);
            yield return new IndexChange(
                row.GetString(1),
                version,
                new PublishedBy(row.GetText(3), row.GetText(4)),
                ReadTerms(session, row.GetInt64(0), version),
                []);
        }
    }

    /// <summary>The whole passage of a row; <see langword="null"/> if it was purged meanwhile.</summary>
    public static StoredChunk? Read(SqliteSession session, VisiblePassage passage)
    {
        using SqliteDataReader row = session.Query(
            "SELECT text, page, section, char_start, char_end, crc FROM chunk_texts WHERE chunk_key = ?1",
            passage.ChunkKey);
        if (!row.Read()) return null;
        var location = new ChunkLocation(
            (int?)row.GetInteger(1), row.GetText(2), row.GetInt32(3), row.GetInt32(4));
        string text = row.GetString(0);
        Verify(Checksum(passage.Id, text, location), row.GetInt64(5), passage.ChunkKey);
        return new StoredChunk
        {
            Id = passage.Id,
            Document = passage.Document.Version,
            Ordinal = passage.Ordinal,
            Text = text,
            Location = location,
            Title = passage.Document.PublishedBy.Title,
            Author = passage.Document.PublishedBy.Author,
            Metadata = MetadataReader.Read(passage.MetadataJson),
        };
    }

    /// <summary>The visible passages of a document from an ordinal on.</summary>
    public static IReadOnlyList<StoredChunk> ReadDocument(
        SqliteSession session, long indexKey, string documentId, int firstOrdinal, int limit)
    {
        using SqliteDataReader row = session.Query(
            "SELECT chunk_key, id, ordinal, c.metadata, c.version, title, author FROM chunk_documents d JOIN chunks c "
            + "ON c.document_key = d.document_key AND c.version = d.visible_version "
            + "WHERE d.index_key = ?1 AND d.document_id = ?2 AND c.ordinal >= ?3 ORDER BY c.ordinal LIMIT ?4",
            indexKey,
            documentId,
            firstOrdinal,
            limit);
        var chunks = new List<StoredChunk>();
        while (row.Read())
        {
            var document = new IndexedDocument(documentId, row.GetInt64(4), 0, 0)
            {
                PublishedBy = new PublishedBy(row.GetText(5), row.GetText(6)),
            };
            var passage = new VisiblePassage(
                ReadId(row.GetBytes(1)), row.GetInt64(0), document, row.GetInt32(2), row.GetString(3));
            chunks.Add(Read(session, passage) ?? throw Damaged($"a text is missing: row {passage.ChunkKey}"));
        }

        return chunks;
    }

    /// <summary>What stands above the visible passages of an index.</summary>
    public static IReadOnlyList<ChunkHeading> ReadHeadings(SqliteSession session, long indexKey, int limit)
    {
        // Columns beside MIN() are those of its row, in SQLite.
        using SqliteDataReader row = session.Query(
            "SELECT id, document_id, title, section, c.metadata, MIN(ordinal) FROM chunk_documents d JOIN chunks c "
            + "ON c.document_key = d.document_key AND c.version = d.visible_version JOIN chunk_texts USING (chunk_key) "
            + "WHERE d.index_key = ?1 GROUP BY d.document_key, section, c.metadata LIMIT ?2",
            indexKey,
            limit);
        var headings = new List<ChunkHeading>();
        while (row.Read())
        {
            headings.Add(new ChunkHeading(
                ReadId(row.GetBytes(0)), row.GetString(1), row.GetText(2), row.GetText(3), row.GetString(4)));
        }

        return headings;
    }

    /// <summary>Removes passages of invisible versions of a document; answers how many there were, at most the
    /// limit.</summary>
    public static int Purge(SqliteSession session, long documentKey, long upTo, long? visibleVersion, int limit)
    {
        const string doomed = "SELECT chunk_key FROM chunks WHERE document_key = ?1 AND version <= ?2 "
            + "AND version IS NOT ?3 LIMIT ?4";
        session.Execute(
            $"DELETE FROM chunk_texts WHERE chunk_key IN ({doomed})", documentKey, upTo, visibleVersion, limit);
        return session.Execute(
            $"DELETE FROM chunks WHERE chunk_key IN ({doomed})", documentKey, upTo, visibleVersion, limit);
    }

    private static void Insert(SqliteSession session, long documentKey, long version, ChunkRow row)
    {
        Chunk chunk = row.Chunk;
        string metadata = chunk.Metadata.Json;
        session.Execute(
            "INSERT INTO chunks (document_key, version, ordinal, id, metadata, length, terms, crc) "
            + "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            documentKey,
            version,
            chunk.Ordinal,
            WriteId(chunk.Id),
            metadata,
            row.Length,
            row.Terms,
            (long)Checksum(chunk.Id, metadata, row.Length, row.Terms));
        session.Execute(
            "INSERT INTO chunk_texts (chunk_key, text, page, section, char_start, char_end, crc) "
            + "VALUES (last_insert_rowid(), ?1, ?2, ?3, ?4, ?5, ?6)",
            chunk.Text,
            chunk.Location.Page,
            chunk.Location.Section,
            chunk.Location.CharStart,
            chunk.Location.CharEnd,
            (long)Checksum(chunk.Id, chunk.Text, chunk.Location));
    }

    private static void Remove(SqliteSession session, long documentKey, long version, int ordinal)
    {
        long? key = session.QueryInteger(
            "SELECT chunk_key FROM chunks WHERE document_key = ?1 AND version = ?2 AND ordinal = ?3",
            documentKey,
            version,
            ordinal);
        if (key is null) return;
        session.Execute("DELETE FROM chunk_texts WHERE chunk_key = ?1", key);
        session.Execute("DELETE FROM chunks WHERE chunk_key = ?1", key);
    }

    /// <summary>16 bytes, big-endian.</summary>
    public static byte[] WriteId(ChunkId id)
    {
        byte[] bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, id.Value);
        return bytes;
    }

    /// <summary>Reads what <see cref="WriteId"/> wrote.</summary>
    public static ChunkId ReadId(byte[] bytes) => bytes.Length == 16
        ? new ChunkId(BinaryPrimitives.ReadUInt128BigEndian(bytes))
        : throw Damaged("an id of another length than 16 bytes");

    private static uint Checksum(ChunkId id, string metadata, int length, byte[] terms)
    {
        uint crc = Crc32C.Append(Crc32C.Append(Crc32C.Seed, WriteId(id)), metadata);
        return Crc32C.Append(Crc32C.Append(crc, terms), length.ToString(CultureInfo.InvariantCulture));
    }

    private static uint Checksum(ChunkId id, string text, ChunkLocation location)
    {
        uint crc = Crc32C.Append(Crc32C.Append(Crc32C.Seed, WriteId(id)), text);
        return Crc32C.Append(crc, string.Create(
            CultureInfo.InvariantCulture,
            $"{location.Page},{location.CharStart},{location.CharEnd},{location.Section}"));
    }

    private static void Verify(uint computed, long stored, long chunkKey)
    {
        if (computed != stored) throw Damaged($"the checksum of row {chunkKey.ToString(CultureInfo.InvariantCulture)}");
    }

    private static StoreException Damaged(string what) => new(
        "corrupt",
        $"The chunk store is damaged: {what} does not hold. Restore it from a backup, or ingest the document again.",
        isTransient: false);
}
