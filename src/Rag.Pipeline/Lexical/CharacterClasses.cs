using System.Globalization;
using System.Text;

namespace Rag.Pipeline.Lexical;

/// <summary>Tells the class of characters; a small part of Unicode's word boundary rules (UAX 29).</summary>
internal static class CharacterClasses
{
    private static readonly CharacterClass[] Ascii = [.. Enumerable.Range(0, 128).Select(code => OfAscii((char)code))];

    /// <summary>The class of the character at a position.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">A position in it, in UTF-16 units.</param>
    /// <param name="width">2 for a surrogate pair, else 1.</param>
    public static CharacterClass Of(ReadOnlySpan<char> text, int position, out int width)
    {
        width = 1;
        char character = text[position];
        if (character < 128)
            return Ascii[character];
        if (!char.IsSurrogate(character))
            return OfCode(character, CharUnicodeInfo.GetUnicodeCategory(character));

        // A lone surrogate is no character; it breaks words, which also keeps it away from normalisation.
        if (Rune.DecodeFromUtf16(text[position..], out Rune rune, out width) != System.Buffers.OperationStatus.Done)
            return CharacterClass.Break;
        return OfCode(rune.Value, Rune.GetUnicodeCategory(rune));
    }

    /// <summary>
    /// Whether NFKC leaves the character alone whatever stands beside it. Says so for the letters of the common scripts
    /// only; everything else is asked of the normaliser, which is correct but slow.
    /// </summary>
    public static bool IsSurelyNormalized(char character) => character switch
    {
        < '\u0080' => true,
        >= '\u00C0' and <= '\u0131' => true,
        >= '\u0134' and <= '\u013E' or >= '\u0141' and <= '\u0148' or >= '\u014A' and <= '\u017E' => true,
        >= '\u0388' and <= '\u03CE' => true,
        >= '\u0400' and <= '\u0482' or >= '\u048A' and <= '\u052F' => true,
        >= '\u05D0' and <= '\u05EA' or >= '\u0621' and <= '\u064A' or >= '\u0660' and <= '\u0669' => true,
        >= '\u0900' and <= '\u0927' or >= '\u092A' and <= '\u0930' or >= '\u0935' and <= '\u093B' => true,
        >= '\u093D' and <= '\u0957' or >= '\u0960' and <= '\u097F' => true,
        >= '\u0E01' and <= '\u0E32' or >= '\u0E34' and <= '\u0E5B' => true,
        '\u2019' or '\u3005' or '\u3007' or '\u200D' or '\u200C' or '\u00AD' or '\u00B7' => true,
        >= '\u3041' and <= '\u3096' or >= '\u30A1' and <= '\u30FE' => true,
        >= '\u3400' and <= '\u4DBF' or >= '\u4E00' and <= '\u9FFF' or >= '\uAC00' and <= '\uD7A3' => true,
        _ => false,
    };

    private static CharacterClass OfAscii(char character) => character switch
    {
        >= 'a' and <= 'z' or >= 'A' and <= 'Z' => CharacterClass.Letter,
        >= '0' and <= '9' => CharacterClass.Digit,
        '\'' => CharacterClass.LetterJoiner,
        '.' or ',' => CharacterClass.DigitJoiner,
        _ => CharacterClass.Break,
    };

    private static CharacterClass OfCode(int code, UnicodeCategory category) => category switch
    {
        <= UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber => OfLetter(code),
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark =>
            IsVariationSelector(code) ? CharacterClass.Format : CharacterClass.Mark,
        UnicodeCategory.EnclosingMark => CharacterClass.Format,
        UnicodeCategory.DecimalDigitNumber => CharacterClass.Digit,
        UnicodeCategory.OtherNumber => CharacterClass.Number,
        // The zero-width space is there to end a word; the other format characters are there not to.
        UnicodeCategory.Format => code == 0x200B ? CharacterClass.Break : CharacterClass.Format,
        _ => code is 0x2019 or 0x00B7 ? CharacterClass.LetterJoiner : CharacterClass.Break,
    };

    private static CharacterClass OfLetter(int code) => code switch
    {
        < 0x0E00 => CharacterClass.Letter,
        >= 0x0E40 and <= 0x0E44 or >= 0x0EC0 and <= 0x0EC4 => CharacterClass.UnspacedPrefix,
        // Vowels that Thai and Lao write after their consonant; letters to Unicode, marks by what they do.
        0x0E30 or 0x0E32 or 0x0E33 or 0x0E45 or 0x0EB0 or 0x0EB2 or 0x0EB3 => CharacterClass.Mark,
        _ => IsUnspaced(code) ? CharacterClass.Unspaced : CharacterClass.Letter,
    };

    private static bool IsVariationSelector(int code) => code is >= 0xFE00 and <= 0xFE0F or >= 0xE0100 and <= 0xE01EF;

    private static bool IsUnspaced(int code) => code switch
    {
        <= 0x0EFF => true,                                             // Thai, Lao
        >= 0x1000 and <= 0x109F or >= 0x1780 and <= 0x17FF => true,    // Myanmar, Khmer
        < 0x1100 => false,
        <= 0x11FF => true,                                             // Hangul, conjoining
        0x3005 or 0x3007 or >= 0x3021 and <= 0x3029 => true,           // Han iteration mark, zero, numerals
        >= 0x3041 and <= 0x30FF or >= 0x31F0 and <= 0x31FF => true,    // kana
        >= 0x3131 and <= 0x318E => true,                               // Hangul, compatibility
        >= 0x3400 and <= 0x4DBF or >= 0x4E00 and <= 0x9FFF => true,    // Han
        >= 0xA960 and <= 0xA97C or >= 0xAC00 and <= 0xD7FB => true,    // Hangul
        >= 0xF900 and <= 0xFAFF => true,                               // Han, compatibility
        >= 0xFF66 and <= 0xFFDC => true,                               // kana and Hangul, half width
        >= 0x1B000 and <= 0x1B16F or >= 0x20000 and <= 0x3FFFF => true,
        _ => false,
    };
}
