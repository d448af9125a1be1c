using System.Runtime.InteropServices;
using Rag.Pipeline.Lexical;

namespace Rag.Pipeline.Tests.Quality;

/// <summary>BM25 over texts in memory: what every store's keyword leg is measured against.</summary>
internal sealed class KeywordIndex
{
    private readonly Dictionary<string, List<(int Text, int Frequency)>> _postings = new(StringComparer.Ordinal);
    private readonly List<int> _lengths = [];
    private readonly TermCounter _counter = new();
    private readonly Dictionary<string, int> _frequencies = new(StringComparer.Ordinal);
    private readonly double _averageLength;

    public KeywordIndex(IEnumerable<string> texts)
    {
        foreach (string text in texts)
        {
            int length = _counter.Count(text, _frequencies);
            foreach ((string term, int frequency) in _frequencies)
            {
                ref List<(int, int)>? postings = ref CollectionsMarshal.GetValueRefOrAddDefault(_postings, term, out _);
                (postings ??= []).Add((_lengths.Count, frequency));
            }
            _lengths.Add(length);
        }
        _averageLength = _lengths.Average();
    }

    /// <summary>Texts by their 0-based number with a score above 0, best first, ties by number.</summary>
    public IReadOnlyList<(int Text, double Score)> Search(string question, int limit)
    {
        double[] scores = new double[_lengths.Count];
        _counter.Count(question, _frequencies);
        foreach ((string term, int frequency) in _frequencies)
        {
            if (!_postings.TryGetValue(term, out List<(int Text, int Frequency)>? postings))
                continue;
            double weight = frequency * Bm25.Idf(_lengths.Count, postings.Count);
            foreach ((int text, int inText) in postings)
                scores[text] += weight * Bm25.Saturation(inText, _lengths[text], _averageLength);
        }
        return [.. scores.Select((score, text) => (text, score)).Where(hit => hit.score > 0)
            .OrderByDescending(hit => hit.score).ThenBy(hit => hit.text).Take(limit)];
    }
}
