using Rag.Pipeline.Filtering;

namespace Rag.Pipeline.Suggesting;

/// <summary>What somebody has typed so far.</summary>
/// <param name="Text">The text, 1 character or more.</param>
/// <param name="Limit">At most so many suggestions, 1 or more.</param>
/// <param name="Filter">Only titles and headings above passages whose metadata match; <see langword="null"/> for
/// all.</param>
public sealed record SuggestionQuery(string Text, int Limit, Filter? Filter);
