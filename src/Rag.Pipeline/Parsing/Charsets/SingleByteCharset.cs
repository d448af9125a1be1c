using System.Text;

namespace Rag.Pipeline.Parsing.Charsets;

/// <summary>An encoding of one byte per character, and the languages that used it.</summary>
/// <param name="Encoding">The encoding.</param>
/// <param name="Alphabets">The languages; the one that fits best makes the score.</param>
/// <param name="Rarity">Taken off the score: how much rarer than its rivals the encoding is in real files.</param>
internal sealed record SingleByteCharset(Encoding Encoding, Alphabet[] Alphabets, double Rarity)
{
    // Typographic marks that stand beside words in every language.
    private const string Punctuation = "\u00A0«»„“”‘’‚–—…•·§©®°№€£";

    // A text in another script is not nearly all ASCII letters; an Italian one whose only accent is the word "è" is.
    private const int AsciiLettersPerForeign = 10;

    private static readonly Alphabet[] Western =
    [
        Alphabet.French, Alphabet.German, Alphabet.Spanish, Alphabet.Portuguese, Alphabet.Italian, Alphabet.Nordic,
        Alphabet.Icelandic,
    ];

    private static readonly Alphabet[] Central =
        [Alphabet.Czech, Alphabet.Polish, Alphabet.Hungarian, Alphabet.SouthSlavic, Alphabet.Romanian, Alphabet.German];

    private static readonly Alphabet[] Baltic = [Alphabet.Estonian, Alphabet.Latvian, Alphabet.Lithuanian];
    private static readonly Alphabet[] Turkish = [Alphabet.Turkish];
    private static readonly Alphabet[] Cyrillic = [Alphabet.Russian];
    private static readonly Alphabet[] Greek = [Alphabet.Greek];
    private static readonly Alphabet[] Hebrew = [Alphabet.Hebrew];
    private static readonly Alphabet[] Arabic = [Alphabet.Arabic];

    /// <summary>The candidates; the first of two equal ones wins.</summary>
    public static IReadOnlyList<SingleByteCharset> All { get; } =
    [
        Create(1252, Western, 0),
        Create(1250, Central, 0), Create(1251, Cyrillic, 0), Create(1253, Greek, 0), Create(1254, Turkish, 0),
        Create(1255, Hebrew, 0), Create(1256, Arabic, 0), Create(1257, Baltic, 0),
        Create(1258, [Alphabet.Vietnamese], 0), Create(874, [Alphabet.Thai], 0),
        Create(28592, Central, 0.01), Create(28593, [Alphabet.Esperanto, Alphabet.Maltese], 0.05),
        Create(28594, Baltic, 0.02), Create(28603, Baltic, 0.01), Create(28595, Cyrillic, 0.01),
        Create(28596, Arabic, 0.01), Create(28597, Greek, 0.01), Create(28598, Hebrew, 0.01),
        Create(28599, Turkish, 0.01), Create(28605, Western, 0.02),
        Create(20866, Cyrillic, 0.01), Create(21866, Cyrillic, 0.02), Create(866, Cyrillic, 0.02),
        Create(850, Western, 0.03), Create(852, Central, 0.03), Create(855, Cyrillic, 0.03),
        Create(10000, Western, 0.04), Create(10007, Cyrillic, 0.04), Create(10029, Central, 0.04),
    ];

    /// <summary>The sample as characters; <see langword="null"/> if a byte has no meaning.</summary>
    public string? Decode(ReadOnlySpan<byte> sample) => TextDecoder.TryDecodeStrictly(sample, Encoding);

    /// <summary>How much the text looks like one of the languages: at most 1, higher is better.</summary>
    public double Score(string text) => Alphabets.Max(alphabet => Score(text, alphabet)) - Rarity;

    private static SingleByteCharset Create(int codePage, Alphabet[] alphabets, double rarity)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return new(Encoding.GetEncoding(codePage), alphabets, rarity);
    }

    private static double Score(string text, Alphabet alphabet)
    {
        double sum = 0;
        int count = 0, asciiLetters = 0;
        for (int index = 0; index < text.Length; index++)
        {
            if (char.IsAsciiLetter(text[index]))
                asciiLetters++;
            if (text[index] < 0x80)
                continue;
            char before = index == 0 ? ' ' : text[index - 1];
            char after = index + 1 == text.Length ? ' ' : text[index + 1];
            sum += ScoreOf(text[index], before, after, alphabet);
            count++;
        }
        if (count == 0)
            return 0;
        bool isForeign = !alphabet.IsLatin && asciiLetters > count * AsciiLettersPerForeign;
        return (sum / count) - (isForeign ? 0.5 : 0);
    }

    private static double ScoreOf(char character, char before, char after, Alphabet alphabet)
    {
        if (character is >= '\u0080' and < '\u00A0' || character is '\uFFFD' or >= '\uE000' and <= '\uF8FF')
            return -3;
        int rank = alphabet.Letters.IndexOf(char.ToLowerInvariant(character), StringComparison.Ordinal);
        if (rank < 0 && alphabet.Letters.Contains(character, StringComparison.Ordinal))
            rank = alphabet.Letters.IndexOf(character, StringComparison.Ordinal);
        if (rank < 0)
            return ScoreOfStranger(character, before, after);

        double score = 1 - (0.6 * rank / alphabet.Letters.Length);
        if (char.IsLetter(before) && char.IsLower(before) && char.IsUpper(character))
            score -= 1.5;
        else if (char.IsUpper(character) && char.IsLower(after) && char.IsLetter(before))
            score -= 0.5;
        else if (char.IsUpper(character))
            score -= 0.1;
        // A Latin alphabet's accents stand in words of ASCII letters, another script's letters never do.
        bool touchesAscii = char.IsAsciiLetter(before) || char.IsAsciiLetter(after);
        if (!alphabet.IsLatin && touchesAscii)
            score -= 1;
        else if (alphabet.IsLatin && !touchesAscii && !char.IsLetter(before) && !char.IsLetter(after))
            score -= 0.3;
        return score;
    }

    private static double ScoreOfStranger(char character, char before, char after)
    {
        bool isInsideWord = char.IsLetter(before) && char.IsLetter(after);
        if (Punctuation.Contains(character, StringComparison.Ordinal))
            return isInsideWord && character is not ('’' or '·') ? -1 : 0.3;
        if (char.IsLetter(character))
            return -0.8;
        return isInsideWord ? -2 : -1;
    }
}
