using System.Buffers;

namespace Rag.Pipeline.Parsing;

/// <summary>
/// Finds words that mix Latin letters with look-alikes of another script: <c>pаypal</c> with a Cyrillic а is shown like
/// the word that it is not, and no search for one finds the other.
/// </summary>
internal static class LookAlikes
{
    // All of Cyrillic. Of Greek only what nobody tells apart; μ, Ω or α beside Latin letters are units and formulas.
    private static readonly SearchValues<char> Foreign = SearchValues.Create(
        string.Concat(Enumerable.Range(0x0400, 0x130).Select(code => (char)code)) + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο");

    /// <summary>What was found, in words for the uploader; <see langword="null"/> for nothing.</summary>
    public static string? Describe(ReadOnlySpan<char> text)
    {
        int count = 0;
        string? first = null;
        for (int at = 0; ;)
        {
            int found = text[at..].IndexOfAny(Foreign);
            if (found < 0) break;
            at += found;
            int start = at;
            while (start > 0 && char.IsLetter(text[start - 1])) start--;
            while (at < text.Length && char.IsLetter(text[at])) at++;
            if (!HasLatin(text[start..at])) continue;
            count++;
            first ??= text[start..at].ToString();
        }

        return count == 0 ? null
            : $"{count:N0} words mix Latin letters with look-alikes of another script, such as '{Shorten(first!)}'; a "
                + "search for what they look like does not find them.";
    }

    private static bool HasLatin(ReadOnlySpan<char> word)
    {
        foreach (char c in word)
        {
            if (char.IsAsciiLetter(c)) return true;
        }

        return false;
    }

    private static string Shorten(string word) => word.Length <= 40 ? word : word[..40] + "…";
}
