using System.Diagnostics;
using System.Globalization;
using Rag.Pipeline;

namespace Rag.Stores.Postgres.Vectors;

/// <summary>The table of one index. Its name is made of a number, so it can stand in statements.</summary>
/// <param name="Key">The index' key.</param>
/// <param name="Settings">What the index is made for.</param>
internal sealed record VectorTable(int Key, VectorIndexSettings Settings)
{
    /// <summary>Longest vector of an HNSW index in half precision.</summary>
    public const int MaxDimensions = 4_000;

    /// <summary>Longest vector of an HNSW index in single precision; longer ones are found in half and ranked in
    /// single.</summary>
    private const int MaxSingleDimensions = 2_000;

    private const string Asked = "$1::real[]::vector";

    private bool IsHalf => Settings.Dimensions > MaxSingleDimensions;

    /// <summary>The table.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"rag_vectors_{Key}");

    /// <summary>Whether it was seen to be too large for comparing every row.</summary>
    public bool IsKnownToBeLarge { get; set; }

    /// <summary>Makes the table and its indexes.</summary>
    public string Create => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        CREATE TABLE {Name} (
            id uuid PRIMARY KEY,
            document_id text COLLATE "C" NOT NULL,
            version bigint NOT NULL,
            filter jsonb NOT NULL,
            embedding vector({Settings.Dimensions}) NOT NULL);
        CREATE INDEX {Name}_document ON {Name} (document_id, version);
        CREATE INDEX {Name}_nearest ON {Name} USING hnsw (({Indexed("embedding")}) {OperatorClass});
        """);

    /// <summary>Inserts or replaces $1 id, $2 document, $3 version, $4 filter, $5 vector.</summary>
    public string Upsert =>
        $"INSERT INTO {Name} (id, document_id, version, filter, embedding) "
        + "VALUES ($1, $2, $3, $4::text::jsonb, $5::real[]::vector) ON CONFLICT (id) DO UPDATE SET "
        + "document_id = excluded.document_id, version = excluded.version, filter = excluded.filter, "
        + "embedding = excluded.embedding";

    /// <summary>The scores, for the vector $1, of the rows with the ids $2.</summary>
    public string Score => $"SELECT id, {ScoreOf("embedding")} FROM {Name} WHERE id = ANY ($2)";

    /// <summary>The nearest to $1 that satisfy a condition, every row compared; at most $2.</summary>
    public string Exact(string condition) =>
        $"SELECT id, score FROM (SELECT id, {ScoreOf("embedding")} AS score FROM {Name} WHERE {condition} OFFSET 0) "
        + "AS compared ORDER BY score DESC, id LIMIT $2";

    /// <summary>
    /// The same through the HNSW index, of which $3 are taken, ranked in single precision. It may be short.
    /// </summary>
    public string Approximate(string condition) =>
        $"SELECT id, {ScoreOf("embedding")} AS score FROM (SELECT id, embedding FROM {Name} "
        + $"WHERE {condition} ORDER BY {Distance(Indexed("embedding"), Indexed(Asked))} LIMIT $3) AS near "
        + "ORDER BY score DESC, id LIMIT $2";

    /// <summary>How many candidates of the index are ranked for so many hits.</summary>
    public int CandidatesFor(int topK) => IsHalf ? topK * 2 : topK;

    private string OperatorClass => (IsHalf ? "halfvec_" : "vector_") + Settings.Metric switch
    {
        DistanceMetric.Cosine => "cosine_ops",
        DistanceMetric.Dot => "ip_ops",
        DistanceMetric.Euclidean => "l2_ops",
        _ => throw new UnreachableException(),
    };

    private string Indexed(string vector) => IsHalf
        ? string.Create(CultureInfo.InvariantCulture, $"{vector}::halfvec({Settings.Dimensions})") : vector;

    /// <summary>The similarity of callers, rounded as they see it, so that ties are theirs too.</summary>
    private string ScoreOf(string vector) =>
        $"({(Settings.Metric == DistanceMetric.Cosine ? 1 : 0)} - {Distance(vector, Asked)})::real";

    private string Distance(string left, string right)
    {
        string sign = Settings.Metric switch
        {
            DistanceMetric.Cosine => "<=>",
            DistanceMetric.Dot => "<#>",
            _ => "<->",
        };
        return $"({left} {sign} {right})";
    }
}
