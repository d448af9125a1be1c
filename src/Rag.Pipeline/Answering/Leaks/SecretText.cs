using System.Collections.Frozen;

namespace Rag.Pipeline.Answering.Leaks;

/// <summary>
/// A text whose longer stretches are not to be repeated, by its letters and digits alone: other case, spacing and
/// punctuation are the same text. Immutable.
/// </summary>
internal sealed class SecretText
{
    /// <summary>Letters and digits of a stretch: about a dozen words. Shorter ones are anybody's words.</summary>
    public const int StretchLength = 64;

    /// <summary>Factor of the rolling hash (Knuth's multiplier for 64 bits).</summary>
    private const ulong Factor = 6_364_136_223_846_793_005;

    private static readonly ulong Oldest = Power(StretchLength);

    private readonly string _text;
    private readonly FrozenSet<ulong> _stretches;

    /// <summary>Prepares a text.</summary>
    public SecretText(string text)
    {
        _text = Normalize(text);
        var stretches = new HashSet<ulong>();
        ulong hash = 0;
        for (int i = 0; i < _text.Length; i++)
        {
            hash = Roll(hash, _text[i], i < StretchLength ? '\0' : _text[i - StretchLength]);
            if (i >= StretchLength - 1) stretches.Add(hash);
        }

        _stretches = stretches.ToFrozenSet();
    }

    /// <summary>The hash of the last characters when one comes and the oldest goes.</summary>
    public static ulong Roll(ulong hash, char added, char oldest) =>
        unchecked((hash * Factor) + added - (Oldest * oldest));

    /// <summary>Whether a stretch with this hash may stand in the text.</summary>
    public bool MayHold(ulong hash) => _stretches.Contains(hash);

    /// <summary>Whether a stretch stands in the text.</summary>
    public bool Holds(string stretch) => _text.Contains(stretch, StringComparison.Ordinal);

    /// <summary>Letters and digits in lower case.</summary>
    public static string Normalize(string text) =>
        string.Concat(text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));

    private static ulong Power(int exponent)
    {
        ulong power = 1;
        for (int i = 0; i < exponent; i++) power = unchecked(power * Factor);
        return power;
    }
}
