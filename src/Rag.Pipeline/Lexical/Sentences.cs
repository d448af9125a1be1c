using System.Buffers;
using System.Collections.Frozen;

namespace Rag.Pipeline.Lexical;

/// <summary>
/// Finds where sentences end, by punctuation of the large scripts. Knows decimals, initials, common English and German
/// abbreviations and German dates; where it errs it joins two sentences rather than cut one.
/// </summary>
public static class Sentences
{
    private const int MaxAbbreviationLength = 8;
    private const int MinWordBeforeLowerCase = 4;

    private static readonly SearchValues<char> Terminators = SearchValues.Create("\n.?!…。｡！？।॥؟۔։።");

    private static readonly FrozenSet<string> Abbreviations = new[]
    {
        "al", "approx", "apr", "aug", "ave", "bldg", "bspw", "bzw", "ca", "capt", "cf", "co", "col", "corp", "dec",
        "dept", "dr", "ed", "eds", "eq", "evtl", "feb", "fig", "figs", "gen", "ggf", "gov", "hon", "inc", "jan", "jr",
        "lt", "ltd", "maj", "mio", "mr", "mrd", "mrs", "ms", "mt", "nov", "nr", "oct", "pp", "prof", "rep", "resp",
        "rev", "sen", "sep", "sept", "sgt", "sog", "sr", "st", "str", "usw", "vgl", "viz", "vol", "vs",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> GermanMonths = new[]
    {
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
        "Oktober", "November", "Dezember",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The end of the sentence that starts at a position, its closing quotes included.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the sentence starts; blanks before it are passed over.</param>
    /// <returns>One past its last character; the text's length if no sentence ends before.</returns>
    public static int EndOf(ReadOnlySpan<char> text, int start)
    {
        int position = start;
        while (position < text.Length && char.IsWhiteSpace(text[position]))
            position++;
        while (true)
        {
            int step = text[position..].IndexOfAny(Terminators);
            if (step < 0)
                return text.Length;
            position += step;
            char terminator = text[position];
            if (terminator == '\n')
            {
                if (EndsAtLineBreak(text, position))
                    return position;
                position++;
                continue;
            }

            int end = SkipClosers(text, position + 1);
            if (!IsAscii(terminator) || EndsAtAsciiPunctuation(text, position, end))
                return end;
            position = end;
        }
    }

    private static bool IsAscii(char terminator) => terminator is '.' or '?' or '!' or '…';

    private static int SkipClosers(ReadOnlySpan<char> text, int position)
    {
        while (position < text.Length &&
            text[position] is '.' or '?' or '!' or '…' or '！' or '？' or '"' or '\'' or ')' or ']' or '”' or '’' or
            '»' or '“' or '）' or '」' or '』' or '】' or '》')
        {
            position++;
        }
        return position;
    }

    /// <summary>A line break ends a sentence before a blank line, a list item, a heading or a table row.</summary>
    private static bool EndsAtLineBreak(ReadOnlySpan<char> text, int position)
    {
        ReadOnlySpan<char> rest = text[(position + 1)..].TrimStart(" \t");
        if (rest.IsEmpty || rest[0] is '\n' or '#' or '|' or '•' or '–' or '>')
            return true;
        if (rest[0] is '-' or '*' or '+')
            return rest.Length > 1 && rest[1] == ' ';
        int digits = rest.IndexOfAnyExceptInRange('0', '9');
        return digits is > 0 and <= 3 && rest.Length > digits + 1 &&
            rest[digits] is '.' or ')' && rest[digits + 1] == ' ';
    }

    private static bool EndsAtAsciiPunctuation(ReadOnlySpan<char> text, int position, int end)
    {
        if (end == text.Length)
            return true;
        if (!char.IsWhiteSpace(text[end]))
            return false;
        ReadOnlySpan<char> next = text[end..].TrimStart();
        bool isLower = !next.IsEmpty && char.IsLower(next[0]);
        if (text[position] != '.')
            return !isLower;
        return end > position + 1 ? !isLower : !IsAbbreviated(text[..position], next, isLower);
    }

    /// <summary>Whether the full stop after a text is part of its last word or number.</summary>
    private static bool IsAbbreviated(ReadOnlySpan<char> before, ReadOnlySpan<char> next, bool isLower)
    {
        int start = before.Length;
        while (start > 0 && before.Length - start <= MaxAbbreviationLength && char.IsLetterOrDigit(before[start - 1]))
            start--;
        ReadOnlySpan<char> word = before[start..];
        if (word.Length == 1 && char.IsLetter(word[0]))
            return char.IsUpper(word[0]) || (start > 0 && before[start - 1] == '.');
        if (word.Length is 1 or 2 && char.IsDigit(word[0]))
            return isLower || GermanMonths.GetAlternateLookup<ReadOnlySpan<char>>().Contains(FirstWord(next));
        // Text in lower case throughout does exist; a short word before the stop is the likelier abbreviation.
        if (isLower && word.Length < MinWordBeforeLowerCase)
            return true;
        return Abbreviations.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
    }

    private static ReadOnlySpan<char> FirstWord(ReadOnlySpan<char> text)
    {
        int length = 0;
        while (length < text.Length && char.IsLetter(text[length]))
            length++;
        return text[..length];
    }
}
