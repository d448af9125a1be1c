using System.Globalization;
using Rag.Pipeline;
using Rag.Pipeline.Lexical;

namespace Rag.Stores.Postgres.Chunks;

/// <summary>
/// BM25 as one statement, which sees one state of the database: numbers of passages, frequencies and visibility belong
/// together. What it costs is reading every posting of the query's terms, from the index alone.
/// </summary>
internal static class KeywordStatement
{
    /// <summary>Scores are compared as callers see them, in single precision, so that ties are theirs too; the ids
    /// are read only for the best and for what ties with the last of them.</summary>
    private static readonly string Head = string.Create(
        CultureInfo.InvariantCulture,
        $"""
        WITH asked AS (SELECT term, count::float8, place FROM unnest($4::text[], $5::float8[])
                WITH ORDINALITY AS a (term, count, place)),
            total AS MATERIALIZED (
                SELECT sum(chunks)::float8 AS chunks, sum(length)::float8 / nullif(sum(chunks), 0)::float8 AS average
                FROM rag_chunk_totals WHERE index_key = {ChunkIndexTable.KeyOfIndex}),
            matching AS MATERIALIZED (
                SELECT a.place, a.count, p.chunk_key, p.frequency::float8, p.length::float8
                FROM asked a JOIN rag_postings p
                    ON p.index_key = {ChunkIndexTable.KeyOfIndex} AND p.term = a.term),
            weighed AS MATERIALIZED (
                SELECT place, max(count) * ln(1 + (total.chunks - count(*) + 0.5) / (count(*) + 0.5)) AS weight
                FROM matching, total GROUP BY place, total.chunks),
            scored AS (
                SELECT m.chunk_key, sum(w.weight * (m.frequency / (m.frequency
                    + {Bm25.K1} * (1 - {Bm25.B} + {Bm25.B} * m.length / total.average))))::real AS score
                FROM matching m JOIN weighed w USING (place), total GROUP BY m.chunk_key)
        """);

    /// <summary>The query; the index is $1 to $3, terms and counts are $4 and $5, how many is $6.</summary>
    /// <param name="condition">What a passage's <c>c.filter</c> must satisfy; <c>true</c> for no filter.</param>
    public static string Sql(string condition) => condition == "true"
        ? Head +
            """
            SELECT c.id, best.score FROM (
                SELECT chunk_key, score FROM scored ORDER BY score DESC FETCH FIRST $6 ROWS WITH TIES) best
            JOIN rag_chunks c USING (chunk_key) ORDER BY best.score DESC, c.id LIMIT $6
            """
        : Head +
            $"""
            SELECT c.id, scored.score FROM scored JOIN rag_chunks c USING (chunk_key)
            WHERE {condition} ORDER BY scored.score DESC, c.id LIMIT $6
            """;

    /// <summary>The different terms of a query and how much each counts.</summary>
    public static (string[] Terms, double[] Weights) Analyze(KeywordQuery query)
    {
        IReadOnlyList<WeightedTerm> terms = query.TermsToSearch(new TermCounter());
        return ([.. terms.Select(term => term.Term)], [.. terms.Select(term => term.Weight)]);
    }
}
