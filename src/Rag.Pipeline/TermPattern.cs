using Rag.Pipeline.Lexical;

namespace Rag.Pipeline;

/// <summary>Which terms of an index to look for: those that begin with a text, or those that are spelled nearly as it
/// is and have its first letter.</summary>
/// <param name="Text">The text, 1 character or more.</param>
/// <param name="MaxSlips">Slips that a term may differ by; <see langword="null"/> for terms that begin with the
/// text.</param>
/// <param name="Limit">At most so many terms, 1 or more.</param>
public sealed record TermPattern(string Text, int? MaxSlips, int Limit)
{
    /// <summary>What every term that may match begins with.</summary>
    public string Beginning => MaxSlips is null ? Text : Text[..1];

    /// <summary>The slips by which a term differs, 0 or more; <see langword="null"/> if it does not match.</summary>
    public int? SlipsOf(string term)
    {
        if (MaxSlips is not { } most) return term.StartsWith(Text, StringComparison.Ordinal) ? 0 : null;
        int slips = EditDistance.Between(Text, term, most);
        return slips <= most ? slips : null;
    }
}
