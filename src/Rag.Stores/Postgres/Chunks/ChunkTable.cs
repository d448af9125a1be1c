using Npgsql;
using Rag.Pipeline;
using Rag.Pipeline.Filtering;

namespace Rag.Stores.Postgres.Chunks;

/// <summary>The rows of passages: writing versions, showing them, removing them.</summary>
internal static class ChunkTable
{
    /// <summary>The columns that <see cref="ReadChunk"/> reads, of chunks c, their texts t and documents d.</summary>
    public const string Columns =
        "c.id, d.document_id, c.version, c.ordinal, t.text, t.page, t.section, t.char_start, t.char_end, d.title, "
        + "d.author, t.metadata";

    /// <summary>Joins chunks c to their document d, if they are of its visible version.</summary>
    public const string JoinVisible =
        "JOIN rag_chunk_documents d ON d.document_key = c.document_key AND d.visible_version = c.version";

    private const string Insert =
        """
        WITH chunk AS (
            INSERT INTO rag_chunks (index_key, document_key, version, ordinal, id, length, filter)
            VALUES ($1, $2, $3, $4, $5, $6, $7::text::jsonb)
            ON CONFLICT (document_key, version, ordinal)
            DO UPDATE SET id = excluded.id, length = excluded.length, filter = excluded.filter
            RETURNING chunk_key)
        INSERT INTO rag_chunk_texts (
            chunk_key, text, page, section, char_start, char_end, metadata, terms, frequencies)
        SELECT chunk_key, $8, $9, $10, $11, $12, $13, $14, $15 FROM chunk
        ON CONFLICT (chunk_key) DO UPDATE SET
            text = excluded.text, page = excluded.page, section = excluded.section, char_start = excluded.char_start,
            char_end = excluded.char_end, metadata = excluded.metadata, terms = excluded.terms,
            frequencies = excluded.frequencies
        """;

    private const string Show =
        """
        INSERT INTO rag_postings (index_key, term, chunk_key, frequency, length)
        SELECT c.index_key, u.term, c.chunk_key, u.frequency, c.length
        FROM rag_chunks c JOIN rag_chunk_texts t USING (chunk_key),
            unnest(t.terms, t.frequencies) AS u (term, frequency)
        WHERE c.document_key = $1 AND c.version = $2
        ORDER BY u.term, c.chunk_key
        """;

    /// <summary>OFFSET keeps the planner from joining the other way round, as it does without statistics: all terms for
    /// each posting, half a minute for 9,000.</summary>
    private const string Hide =
        """
        DELETE FROM rag_postings p
        USING (
            SELECT c.index_key, u.term, c.chunk_key
            FROM rag_chunks c JOIN rag_chunk_texts t USING (chunk_key), unnest(t.terms) AS u (term)
            WHERE c.document_key = $1 AND c.version = $2 OFFSET 0) gone
        WHERE p.index_key = gone.index_key AND p.term = gone.term AND p.chunk_key = gone.chunk_key
        """;

    private const string Remove =
        """
        WITH doomed AS (
            DELETE FROM rag_chunks WHERE chunk_key = ANY (ARRAY(
                SELECT chunk_key FROM rag_chunks
                WHERE document_key = $1 AND version <= $2 AND version IS DISTINCT FROM $3 LIMIT $4))
            RETURNING chunk_key)
        DELETE FROM rag_chunk_texts t USING doomed WHERE t.chunk_key = doomed.chunk_key
        """;

    /// <summary>Writes passages of a version that is not visible; those that are there already are replaced.</summary>
    public static async Task WriteAsync(
        PostgresSession session, DocumentState document, long version, IEnumerable<AnalyzedChunk> chunks)
    {
        await using var batch = new NpgsqlBatch(session.Connection);
        foreach ((Chunk chunk, int length, string[] terms, int[] frequencies) in chunks)
        {
            PostgresSession.Add(
                batch, Insert, document.IndexKey, document.DocumentKey, version, chunk.Ordinal,
                PostgresRow.WriteId(chunk.Id), length, PostgresFilter.Column(chunk.Metadata), chunk.Text,
                chunk.Location.Page, chunk.Location.Section, chunk.Location.CharStart, chunk.Location.CharEnd,
                chunk.Metadata.Json, terms, frequencies);
        }

        await batch.ExecuteNonQueryAsync(session.Token);
    }

    /// <summary>How many passages a version has, its largest ordinal (-1 for none), and the sum of their
    /// lengths.</summary>
    public static async Task<(int Count, int MaxOrdinal, long Length)> MeasureAsync(
        PostgresSession session, DocumentState document, long version) =>
        (await session.ReadAsync(
            row => ((int)row.GetInt64(0), row.GetInt32(1), row.GetInt64(2)),
            "SELECT count(*), coalesce(max(ordinal), -1), coalesce(sum(length), 0) FROM rag_chunks "
            + "WHERE document_key = $1 AND version = $2",
            document.DocumentKey,
            version))[0];

    /// <summary>Adds a version's passages to the keyword index.</summary>
    public static Task ShowAsync(PostgresSession session, DocumentState document, long version) =>
        session.ExecuteAsync(Show, document.DocumentKey, version);

    /// <summary>Takes the visible version's passages out of the keyword index.</summary>
    public static Task HideAsync(PostgresSession session, DocumentState document) => document.VisibleVersion is null
        ? Task.CompletedTask
        : session.ExecuteAsync(Hide, document.DocumentKey, document.VisibleVersion);

    /// <summary>Removes passages of versions up to one that are not visible; answers how many.</summary>
    public static Task<int> PurgeAsync(PostgresSession session, DocumentState document, long upTo, int limit) =>
        session.ExecuteAsync(Remove, document.DocumentKey, upTo, document.VisibleVersion, limit);

    /// <summary>A passage out of <see cref="Columns"/>.</summary>
    public static StoredChunk ReadChunk(NpgsqlDataReader row) => new()
    {
        Id = row.Id(0),
        Document = new DocumentVersion(row.Text(1), row.GetInt64(2)),
        Ordinal = row.GetInt32(3),
        Text = row.Text(4),
        Location = new ChunkLocation(row.IntegerOrNull(5), row.TextOrNull(6), row.GetInt32(7), row.GetInt32(8)),
        Title = row.TextOrNull(9),
        Author = row.TextOrNull(10),
        Metadata = MetadataReader.Read(row.Text(11)),
    };
}
