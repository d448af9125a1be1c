using System.Collections.Concurrent;
using Rag.Pipeline;
using Rag.Pipeline.Lexical;
using Rag.Stores.Slots;

namespace Rag.Stores.Keywords;

/// <summary>What chunk stores ask of a keyword index. Keeps the working memory of one question for the next.</summary>
internal sealed class KeywordReader
{
    private readonly ConcurrentBag<KeywordSearch> _searches = [];
    private readonly ConcurrentBag<TermCounter> _counters = [];

    /// <summary>The best passages for a query, best first.</summary>
    public IReadOnlyList<ScoredChunk> Search(KeywordIndex index, KeywordQuery query)
    {
        TermCounter counter = _counters.TryTake(out TermCounter? idleCounter) ? idleCounter : new TermCounter();
        IReadOnlyList<WeightedTerm> terms = query.TermsToSearch(counter);
        _counters.Add(counter);

        var found = new List<QueryTerm>(terms.Count);
        Visibility visibility = index.Read(terms, found);
        FilterMatches? matches = query.Filter is null ? null : index.Metadata.Matching(query.Filter);
        KeywordSearch search = _searches.TryTake(out KeywordSearch? idle) ? idle : new KeywordSearch();
        ScoredChunk[] hits = search.Find(index, visibility, found, query.TopK, matches);
        _searches.Add(search);
        return hits;
    }

    /// <summary>Of the given terms those that no visible passage holds.</summary>
    public static IReadOnlyList<string> FindUnknownTerms(KeywordIndex index, IReadOnlyList<string> terms) =>
        [.. terms.Where(term => index.CountOf(term) == 0)];

    /// <summary>The terms of visible passages that match a pattern.</summary>
    public static IReadOnlyList<FoundTerm> FindTerms(KeywordIndex index, TermPattern pattern)
    {
        var found = new List<FoundTerm>();
        foreach (string term in index.TermsFrom(pattern.Text[0]))
        {
            if (pattern.SlipsOf(term) is { } slips && index.CountOf(term) is > 0 and var count)
                found.Add(new FoundTerm(term, count, slips));
        }

        return FoundTerm.Best(found, pattern.Limit);
    }

    /// <summary>Of the given hits those whose passage is visible, in the given order.</summary>
    public static IReadOnlyList<ScoredChunk> SelectVisible(KeywordIndex index, IReadOnlyList<ScoredChunk> hits)
    {
        Visibility visibility = index.Current;
        return [.. hits.Where(hit => index.IsVisible(hit.Id, visibility))];
    }
}
