namespace Rag.ModelProviders.Extractive;

/// <summary>
/// Whether two words that are not the same have a stem in common: an inflection ("Verteidigung", "Verteidigungen"), or
/// a compound and its first or last part ("Bundesregierung", "Regierung"). No dictionary and no rule of a language is
/// behind it, so it serves languages that the text analysis does not stem; chance matches are why it counts less than
/// the word itself.
/// </summary>
internal static class Kinship
{
    /// <summary>Shortest word that can have kin, and shortest beginning that two words share.</summary>
    public const int MinLength = 4;

    /// <summary>Share of the longer word that the common beginning of an inflection has.</summary>
    private const double CommonShare = 0.6;

    /// <summary>Shortest part of a compound: shorter ones are endings of too many words.</summary>
    private const int MinPartLength = 5;

    private const char FirstEastAsian = '\u2E80';

    /// <summary>Whether a term can have kin: numbers have none, and East Asian terms are pairs of characters.</summary>
    public static bool CanHave(ReadOnlySpan<char> term) =>
        term.Length >= MinLength && term[0] < FirstEastAsian && !char.IsDigit(term[0]);

    /// <summary>Share of the longer word that both have in common, 0..1; 0 if they are not kin.</summary>
    public static double Of(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        ReadOnlySpan<char> longer = one.Length > other.Length ? one : other;
        ReadOnlySpan<char> shorter = one.Length > other.Length ? other : one;
        int common = longer.CommonPrefixLength(shorter);
        double share = (double)common / longer.Length;
        if (common >= MinLength && share >= CommonShare) return share;
        bool isPart = shorter.Length >= MinPartLength && (common == shorter.Length || longer.EndsWith(shorter));
        return isPart ? (double)shorter.Length / longer.Length : 0;
    }
}
