using Rag.Pipeline.Lexical;

namespace Rag.Pipeline.Answering;

/// <summary>Checks whether a source really says what a statement takes from it.</summary>
internal static class CitationCheck
{
    /// <summary>
    /// Share of the statement's distinct terms that the source's passage must hold for "says so in other words".
    /// </summary>
    private const double RequiredCoverage = 0.6;

    /// <summary>The supporting words of the source, and whether they carry the statement.</summary>
    public static (string? Quote, bool IsVerified) Verify(string statement, string source)
    {
        string wanted = statement.Trim();
        if (wanted.Length == 0) return (null, false);
        if (source.Contains(wanted, StringComparison.Ordinal)) return (wanted, true);

        HashSet<string> terms = TermsOf(wanted);
        if (terms.Count == 0) return (null, false);
        (string? best, double bestCoverage) = (null, 0);
        for (int start = 0; start < source.Length;)
        {
            int end = Sentences.EndOf(source, start);
            string sentence = source[start..end].Trim();
            HashSet<string> held = TermsOf(sentence);
            double coverage = terms.Count(held.Contains) / (double)terms.Count;
            if (coverage > bestCoverage) (best, bestCoverage) = (sentence, coverage);
            start = Math.Max(end, start + 1);
        }

        return (best, bestCoverage >= RequiredCoverage);
    }

    private static HashSet<string> TermsOf(string text) => [.. TextAnalyzer.Analyze(text).Select(term => term.Text)];
}
