using Rag.Pipeline;

namespace Rag.Stores.Postgres.Chunks;

/// <summary>The different terms of the postings, which are those of visible passages and of no others.</summary>
internal static class TermTable
{
    /// <summary>Greater than every character of a term.</summary>
    private const string Last = "\U0010FFFF";

    /// <summary>Steps from one term to the next in the index of the postings, so that what it costs grows with the
    /// terms and not with the postings.</summary>
    private const string TermsBetween =
        $"""
        WITH RECURSIVE place AS (SELECT {ChunkIndexTable.KeyOfIndex} AS index_key),
            terms AS (
                (SELECT p.term FROM rag_postings p JOIN place USING (index_key)
                    WHERE p.term >= $4 AND p.term < $5 ORDER BY p.term LIMIT 1)
                UNION ALL
                SELECT (SELECT p.term FROM rag_postings p JOIN place USING (index_key)
                    WHERE p.term > terms.term AND p.term < $5 ORDER BY p.term LIMIT 1)
                FROM terms WHERE terms.term IS NOT NULL)
        SELECT term FROM terms WHERE term IS NOT NULL
        """;

    /// <summary>Of terms those that are not there.</summary>
    public static Task<List<string>> FindUnknownAsync(
        PostgresSession session, IndexId index, IReadOnlyList<string> terms) => ChunkIndexTable.ReadAsync(
            session,
            index,
            row => row.GetString(0),
            "SELECT a.term FROM unnest($4::text[]) AS a (term) WHERE NOT EXISTS (SELECT FROM rag_postings p "
            + $"WHERE p.index_key = {ChunkIndexTable.KeyOfIndex} AND p.term = a.term)",
            [terms.ToArray()]);

    /// <summary>The terms that match a pattern.</summary>
    public static async Task<IReadOnlyList<FoundTerm>> FindAsync(
        PostgresSession session, IndexId index, TermPattern pattern)
    {
        List<string> terms = await ChunkIndexTable.ReadAsync(
            session, index, row => row.GetString(0), TermsBetween, pattern.Beginning, pattern.Beginning + Last);
        var slips = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string term in terms)
        {
            if (pattern.SlipsOf(term) is { } number) slips[term] = number;
        }

        List<FoundTerm> found = await ChunkIndexTable.ReadAsync(
            session,
            index,
            row => new FoundTerm(row.GetString(0), row.GetInt64(1), slips[row.GetString(0)]),
            "SELECT term, count(*) FROM rag_postings "
            + $"WHERE index_key = {ChunkIndexTable.KeyOfIndex} AND term = ANY ($4) GROUP BY term",
            [slips.Keys.ToArray()]);
        return FoundTerm.Best(found, pattern.Limit);
    }
}
