using Npgsql;
using Rag.Pipeline;
using Rag.Stores.Keywords;
using Rag.Stores.Postgres.Chunks;

namespace Rag.Stores.Postgres.Keywords;

/// <summary>What a copy of the keyword index is made of: which documents are visible, which have changed, and the terms
/// of their passages.</summary>
internal static class KeywordTable
{
    /// <summary>A transaction that wrote what this statement sees began before it. A later number is of another server,
    /// whose backup was restored here, and says nothing.</summary>
    private const string ChangedSince =
        """
        d.changed >= pg_snapshot_xmin($4::text::pg_snapshot)
        AND NOT pg_visible_in_snapshot(d.changed, $4::text::pg_snapshot)
        AND d.changed < (SELECT pg_snapshot_xmax(pg_current_snapshot()))
        LIMIT $5
        """;

    private const string VisibleAfter =
        "d.document_id > $4 AND d.visible_version IS NOT NULL ORDER BY d.document_id LIMIT $5";

    /// <summary>For each version its passages in order; the inner query is one that the planner cannot turn into a scan
    /// of all passages.</summary>
    private const string Passages =
        """
        SELECT asked.document_key, p.chunk_key, p.id, p.metadata, p.length, p.terms, p.frequencies
        FROM unnest($1::bigint[], $2::bigint[]) AS asked (document_key, version), LATERAL (
            SELECT c.chunk_key, c.id, t.metadata, c.length, t.terms, t.frequencies
            FROM rag_chunks c JOIN rag_chunk_texts t USING (chunk_key)
            WHERE c.document_key = asked.document_key AND c.version = asked.version ORDER BY c.ordinal) p
        """;

    /// <summary>Documents that were shown or hidden since a moment; <see langword="null"/> if there is no such
    /// index.</summary>
    public static Task<DocumentList?> FindChangedAsync(
        PostgresSession session, IndexId index, IndexMoment since, int limit) =>
        ListAsync(session, index, ChangedSince, since.Snapshot, limit);

    /// <summary>Visible documents behind an id, by id; <see langword="null"/> if there is no such index.</summary>
    public static Task<DocumentList?> FindVisibleAsync(
        PostgresSession session, IndexId index, string afterId, int limit) =>
        ListAsync(session, index, VisibleAfter, afterId, limit);

    /// <summary>The passages of the listed versions by document, in order. Those of a version that was replaced since
    /// may be gone, all or some.</summary>
    public static async Task<ILookup<long, PassageTerms>> ReadPassagesAsync(
        PostgresSession session, IReadOnlyCollection<ListedDocument> documents)
    {
        List<(long DocumentKey, PassageTerms Passage)> passages = await session.ReadAsync(
            static row => (row.GetInt64(0), ReadPassage(row)),
            Passages,
            documents.Select(document => document.DocumentKey).ToArray(),
            documents.Select(document => document.Version!.Value).ToArray());
        return passages.ToLookup(row => row.DocumentKey, row => row.Passage);
    }

    /// <summary>How many passages of an index are visible; 0 if there is no such index.</summary>
    public static async Task<long> CountAsync(PostgresSession session, IndexId index) =>
        (long)(await session.ReadValueAsync(
            "SELECT coalesce(sum(chunks), 0)::bigint FROM rag_chunk_totals "
            + $"WHERE index_key = {ChunkIndexTable.KeyOfIndex}",
            ChunkIndexTable.NameOf(index)))!;

    /// <summary>The keys of those indexes that are there.</summary>
    public static async Task<IReadOnlyDictionary<IndexId, int>> FindKeysAsync(
        PostgresSession session, IReadOnlyCollection<IndexId> indexes)
    {
        List<KeyValuePair<IndexId, int>> keys = await session.ReadAsync(
            static row => KeyValuePair.Create(
                new IndexId(row.Text(0), row.Text(1), row.GetInt32(2)), row.GetInt32(3)),
            "SELECT tenant, collection, generation, index_key FROM rag_chunk_indexes "
            + "JOIN unnest($1::text[], $2::text[], $3::integer[]) AS a (tenant, collection, generation) "
            + "USING (tenant, collection, generation)",
            indexes.Select(index => index.Tenant).ToArray(),
            indexes.Select(index => index.Collection).ToArray(),
            indexes.Select(index => index.Generation).ToArray());
        return keys.ToDictionary();
    }

    /// <summary>One statement, so that the list and the moment belong together.</summary>
    private static async Task<DocumentList?> ListAsync(
        PostgresSession session, IndexId index, string condition, string beginning, int limit)
    {
        IndexMoment? moment = null;
        List<ListedDocument?> documents = await session.ReadPreparedAsync(
            row =>
            {
                moment ??= new IndexMoment(row.GetInt32(0), row.GetDateTime(1), row.GetInt64(2), row.GetString(3));
                return row.IsDBNull(4)
                    ? null : new ListedDocument(row.GetInt64(4), row.Text(5), row.LongOrNull(6), row.GetInt32(7));
            },
            "SELECT i.index_key, pg_postmaster_start_time(), 'rag_chunk_documents'::regclass::oid::bigint, "
            + "pg_current_snapshot()::text, d.document_key, d.document_id, d.visible_version, d.visible_chunks "
            + "FROM rag_chunk_indexes i LEFT JOIN LATERAL ("
            + $"SELECT * FROM rag_chunk_documents d WHERE d.index_key = i.index_key AND {condition}) d ON true "
            + "WHERE i.tenant = $1 AND i.collection = $2 AND i.generation = $3",
            [.. ChunkIndexTable.NameOf(index), beginning, limit]);
        return moment is null ? null : new DocumentList(moment, [.. documents.OfType<ListedDocument>()]);
    }

    private static PassageTerms ReadPassage(NpgsqlDataReader row) => new(
        row.GetInt64(1),
        row.Id(2),
        row.Text(3),
        row.GetInt32(4),
        TermFrequencies.Encode(row.GetFieldValue<string[]>(5), row.GetFieldValue<int[]>(6)));
}
