using System.Text;

namespace Rag.Pipeline.Parsing;

/// <summary>
/// The one place that makes <see cref="ParsedDocument.Text"/> keep its promises: line ends are <c>\n</c>, no NUL, no
/// lone surrogate, no control character but tab and line feed, and no character that hides text from a reader but not
/// from a model. Positions are taken from <see cref="Length"/>, so they are true to the normalised text.
/// </summary>
internal sealed class TextNormalizer
{
    // Removed although legal: they show nothing, so they can only carry what the reader is not meant to see (tag
    // characters), reorder what he sees (bidi controls) or split words for the search (soft hyphen, zero-width space).
    // ZWNJ (200C) and ZWJ (200D) stay: Persian, Indic scripts and emoji need them. So do the variation selectors.
    private const string Invisible =
        "\u00AD\u034F\u061C\u180E\u200B\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2060\u2061\u2062\u2063\u2064"
        + "\u2066\u2067\u2068\u2069\u206A\u206B\u206C\u206D\u206E\u206F\uFEFF\uFFF9\uFFFA\uFFFB";

    private static readonly Treatment[] Treatments = BuildTreatments();

    private readonly StringBuilder _text = new();
    private int _controls;
    private int _invisibles;
    private int _loneSurrogates;
    private int _replacements;

    private enum Treatment : byte
    {
        Keep,
        CarriageReturn,
        LineEnd,
        Control,
        Invisible,
        HighSurrogate,
        LowSurrogate,
        Replacement,
    }

    /// <summary>UTF-16 units written so far: the position of what is appended next.</summary>
    public int Length => _text.Length;

    /// <summary>The last unit written; NUL when nothing is.</summary>
    public char Last => _text.Length == 0 ? '\0' : _text[^1];

    /// <summary>Appends a text that neither starts nor ends inside a CRLF or a surrogate pair.</summary>
    public void Append(ReadOnlySpan<char> text)
    {
        int kept = 0;
        for (int index = 0; index < text.Length; index++)
        {
            Treatment treatment = Treatments[text[index]];
            if (treatment == Treatment.Keep)
                continue;
            if (treatment == Treatment.HighSurrogate && IsVisiblePair(text, index))
            {
                index++;
                continue;
            }
            _text.Append(text[kept..index]);
            index += Rewrite(treatment, text, index);
            kept = index + 1;
        }
        _text.Append(text[kept..]);
    }

    /// <summary>Drops what was written from a position on.</summary>
    public void Truncate(int length) => _text.Length = length;

    /// <summary>The normalised text.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>The normalised text from a position on.</summary>
    public string CopyFrom(int start) => _text.ToString(start, _text.Length - start);

    /// <summary>One line without doubled spaces, by the same rules: for titles, names and headings.</summary>
    public static string Line(string text)
    {
        var normalizer = new TextNormalizer();
        normalizer.Append(text);
        var line = new StringBuilder(normalizer.Length);
        foreach (string word in normalizer.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            line.Append(line.Length == 0 ? "" : " ").Append(word);
        return line.ToString();
    }

    /// <summary>
    /// What was changed or is doubtful, in words for the uploader; empty if nothing but line ends.
    /// </summary>
    public IEnumerable<string> Warnings()
    {
        if (_controls > 0)
            yield return $"{_controls} control characters were removed.";
        if (_invisibles > 0)
            yield return $"{_invisibles} invisible characters (zero-width, bidirectional or tag) were removed.";
        if (_loneSurrogates > 0)
            yield return $"{_loneSurrogates} broken characters (lone surrogates) were replaced.";
        if (_replacements > 0)
            yield return $"{_replacements} characters could not be decoded and show as \uFFFD.";
        if (LookAlikes.Describe(_text.ToString()) is { } mixed)
            yield return mixed;
    }

    private static bool IsVisiblePair(ReadOnlySpan<char> text, int index) =>
        index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]) && !IsTag(text[index], text[index + 1]);

    // U+E0000..U+E007F.
    private static bool IsTag(char high, char low) => high == '\uDB40' && low is >= '\uDC00' and <= '\uDC7F';

    /// <returns>How many further units were consumed.</returns>
    private int Rewrite(Treatment treatment, ReadOnlySpan<char> text, int index)
    {
        switch (treatment)
        {
            case Treatment.CarriageReturn:
                _text.Append('\n');
                return index + 1 < text.Length && text[index + 1] == '\n' ? 1 : 0;
            case Treatment.LineEnd:
                _text.Append('\n');
                return 0;
            case Treatment.Control:
                _controls++;
                return 0;
            case Treatment.Invisible:
                _invisibles++;
                return 0;
            case Treatment.HighSurrogate when index + 1 < text.Length && IsTag(text[index], text[index + 1]):
                _invisibles++;
                return 1;
            case Treatment.Replacement:
                _replacements++;
                _text.Append('\uFFFD');
                return 0;
            default:
                _loneSurrogates++;
                _text.Append('\uFFFD');
                return 0;
        }
    }

    private static Treatment[] BuildTreatments()
    {
        var treatments = new Treatment[char.MaxValue + 1];
        for (int code = 0; code < 0xA0; code++)
            if (char.IsControl((char)code) && code is not ('\t' or '\n'))
                treatments[code] = Treatment.Control;
        foreach (char lineEnd in "\v\f\u0085\u2028\u2029")
            treatments[lineEnd] = Treatment.LineEnd;
        treatments['\r'] = Treatment.CarriageReturn;
        foreach (char invisible in Invisible)
            treatments[invisible] = Treatment.Invisible;
        treatments['\uFFFE'] = treatments['\uFFFF'] = Treatment.Control;
        treatments['\uFFFD'] = Treatment.Replacement;
        treatments.AsSpan(0xD800, 0x400).Fill(Treatment.HighSurrogate);
        treatments.AsSpan(0xDC00, 0x400).Fill(Treatment.LowSurrogate);
        return treatments;
    }
}
