using Rag.Pipeline.Filtering;
using Rag.Pipeline.Lexical;

namespace Rag.Pipeline;

/// <summary>A search of the keyword leg.</summary>
/// <param name="Text">The question as asked.</param>
/// <param name="TopK">At most so many hits, 1 or more.</param>
/// <param name="Filter">Only chunks whose metadata match; <see langword="null"/> for all.</param>
public sealed record KeywordQuery(string Text, int TopK, Filter? Filter)
{
    /// <summary>What to search instead of the terms of <see cref="Text"/>; <see langword="null"/> for those.</summary>
    public IReadOnlyList<WeightedTerm>? Terms { get; init; }

    /// <summary>The terms to search: each once.</summary>
    /// <param name="counter">Analyses the text.</param>
    public IReadOnlyList<WeightedTerm> TermsToSearch(TermCounter counter)
    {
        if (Terms is not null) return Terms;
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        counter.Count(Text, counts);
        return [.. counts.Select(pair => new WeightedTerm(pair.Key, pair.Value))];
    }
}
