namespace Rag.Pipeline.Suggesting;

/// <summary>What somebody may want to ask.</summary>
/// <param name="Text">The phrase.</param>
/// <param name="Kind">Where it comes from.</param>
/// <param name="DocumentId">A document that has it; <see langword="null"/> for a question.</param>
/// <param name="Typos">Slips in what was typed, 0 or more.</param>
/// <param name="IsStart">Whether the phrase begins with what was typed.</param>
public sealed record Suggestion(string Text, PhraseKind Kind, string? DocumentId, int Typos, bool IsStart)
{
    /// <summary>Joins lists: fewest slips first, then those that begin with what was typed, then by kind; a text that
    /// is there already is left out.</summary>
    public static IReadOnlyList<Suggestion> Join(IEnumerable<Suggestion> suggestions, int limit) =>
    [
        .. suggestions.OrderBy(suggestion => suggestion.Typos).ThenBy(suggestion => suggestion.IsStart ? 0 : 1)
            .ThenBy(suggestion => suggestion.Kind)
            .DistinctBy(suggestion => suggestion.Text, StringComparer.OrdinalIgnoreCase).Take(limit),
    ];
}
