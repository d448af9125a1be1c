using Rag.Pipeline.Filtering;

namespace Rag.Pipeline;

/// <summary>A search of the keyword leg.</summary>
/// <param name="Text">The question as asked; the store analyses it with the shared text analysis.</param>
/// <param name="TopK">At most so many hits, 1 or more.</param>
/// <param name="Filter">Only chunks whose metadata match; <see langword="null"/> for all.</param>
public sealed record KeywordQuery(string Text, int TopK, Filter? Filter);
