using Rag.Pipeline.Lexical;

namespace Rag.Pipeline.Retrieval;

/// <summary>
/// The phrases of two and more terms that a query has in quotation marks (<c>"…"</c>, <c>“…”</c>, <c>„…“</c>,
/// <c>«…»</c>). A passage holds one if its terms stand in it next to each other in that order, so case, inflection and
/// punctuation do not count.
/// </summary>
internal sealed class QuotedPhrases
{
    private const string Opening = "\"“„«";

    private readonly List<string[]> _phrases = [];

    public QuotedPhrases(string query)
    {
        for (int start = query.AsSpan().IndexOfAny(Opening); start >= 0;)
        {
            int length = query.AsSpan(start + 1).IndexOfAny(ClosingOf(query[start]));
            if (length < 0) return;
            string[] terms = TermsOf(query.Substring(start + 1, length));
            if (terms.Length > 1) _phrases.Add(terms);
            int rest = start + length + 2;
            int next = query.AsSpan(rest).IndexOfAny(Opening);
            start = next < 0 ? -1 : rest + next;
        }
    }

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _phrases.Count == 0;

    /// <summary>Whether a text holds all of them.</summary>
    public bool AreIn(string text)
    {
        string[] terms = TermsOf(text);
        return _phrases.TrueForAll(phrase => terms.AsSpan().IndexOf(phrase) >= 0);
    }

    private static string ClosingOf(char opening) => opening switch
    {
        '“' => "”\"",
        '„' => "“”\"",
        '«' => "»",
        _ => "\"",
    };

    private static string[] TermsOf(string text) => [.. TextAnalyzer.Analyze(text).Select(term => term.Text)];
}
