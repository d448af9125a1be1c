using System.Text;
using System.Text.RegularExpressions;

namespace Rag.Pipeline.Parsing.Pdf;

/// <summary>
/// Makes paragraphs of the printed lines of a PDF: lines that were wrapped are joined, words that were hyphenated at a
/// line's end are put together. Lines that were meant to end where they end (lists, tables, addresses) stay.
/// </summary>
/// <param name="text">
/// The whole document: its words decide whether a hyphen at a line's end belongs to the word.
/// </param>
internal sealed partial class PdfLines(string text)
{
    // A narrower block is a table's column or a list of names, where line ends mean something.
    private const int LeastWrappedLength = 35;

    // A line that reaches this share of its block's width ended because the next word did not fit.
    private const double FullShare = 0.8;

    private readonly HashSet<string> _words = CollectWords(text);

    /// <summary>A page's text in paragraphs parted by blank lines.</summary>
    public string Join(string page)
    {
        string[] lines = page.Split('\n');
        int pageWidth = MedianWidth(lines.Where(line => WidthOf(line) >= LeastWrappedLength));
        var result = new StringBuilder(page.Length);
        var block = new List<string>();
        string last = "";
        foreach (string line in lines.Append(""))
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                block.Add(line.Trim());
                continue;
            }
            if (block.Count == 0)
                continue;
            if (result.Length > 0)
                ConnectBlocks(result, last, block[0], pageWidth);
            WriteBlock(block, pageWidth, result);
            last = block[^1];
            block.Clear();
        }
        return result.ToString();
    }

    // A paragraph that goes on in the next column or below a figure.
    private void ConnectBlocks(StringBuilder result, string last, string next, int pageWidth)
    {
        bool isFull = WidthOf(last) >= LeastWrappedLength && WidthOf(last) >= pageWidth * FullShare;
        if (char.IsLower(next[0]) && EndsInHyphen().IsMatch(last))
            JoinHyphenated(result, last, next);
        else if (char.IsLower(next[0]) && isFull && last[^1] is not ('.' or '!' or '?' or ':'))
            result.Append(' ');
        else
            result.Append("\n\n");
    }

    private void WriteBlock(List<string> block, int pageWidth, StringBuilder result)
    {
        // The program joins some hyphenated lines itself, so the longest line says nothing; the usual one does.
        int width = block.Count > 2 ? MedianWidth(block) : Math.Min(pageWidth, block.Max(WidthOf));
        for (int index = 0; index < block.Count; index++)
        {
            result.Append(block[index]);
            if (index + 1 == block.Count)
                break;
            Connect(result, block[index], block[index + 1], width, isPair: block.Count == 2);
        }
    }

    private void Connect(StringBuilder result, string line, string next, int width, bool isPair)
    {
        if (!IsWrapped(line, next, width, isPair))
            result.Append('\n');
        else if (EndsInHyphen().IsMatch(line) && char.IsLower(next[0]))
            JoinHyphenated(result, line, next);
        else if (!IsWide(line[^1]) || !IsWide(next[0]))
            result.Append(' ');
    }

    private static bool IsWrapped(string line, string next, int width, bool isPair)
    {
        if (StartsItem().IsMatch(next))
            return false;
        // A hyphen before a small letter is a wrap whatever the width.
        if (EndsInHyphen().IsMatch(line) && char.IsLower(next[0]))
            return true;
        // Two lines of which the second starts anew are a title and its author more often than a sentence.
        if (isPair && char.IsUpper(next[0]) && line[^1] is not ('.' or ',' or ';'))
            return false;
        return width >= LeastWrappedLength && WidthOf(line) >= width * FullShare;
    }

    private static int MedianWidth(IEnumerable<string> lines)
    {
        int[] widths = [.. lines.Select(WidthOf).Order()];
        return widths.Length == 0 ? 0 : widths[widths.Length / 2];
    }

    // "infor-" + "mation" or "well-" + "known"? The rest of the document knows.
    private void JoinHyphenated(StringBuilder result, string line, string next)
    {
        string head = LastWord().Match(line).Value.TrimEnd('-', '\u00AD', '\u2010');
        string tail = FirstWord().Match(next).Value;
        bool keepsHyphen = !_words.Contains((head + tail).ToUpperInvariant())
            && _words.Contains((head + "-" + tail).ToUpperInvariant());
        if (!keepsHyphen)
            result.Length--;
    }

    // Ideographs are twice as wide as letters.
    private static int WidthOf(string line)
    {
        int width = line.Length;
        foreach (char character in line)
            if (IsWide(character))
                width++;
        return width;
    }

    // Scripts that are written without spaces between words.
    private static bool IsWide(char character) =>
        character is >= '\u2E80' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF' or >= '\uFF00' and <= '\uFFEF';

    private static HashSet<string> CollectWords(string text)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (ValueMatch match in Word().EnumerateMatches(text))
            words.Add(text.AsSpan(match.Index, match.Length).ToString().ToUpperInvariant());
        return words;
    }

    [GeneratedRegex(@"\p{L}+(?:-\p{L}+)*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Word();

    [GeneratedRegex(@"[\p{L}-]+\z", RegexOptions.RightToLeft, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LastWord();

    [GeneratedRegex(@"\A\p{L}+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstWord();

    [GeneratedRegex(@"\p{L}[-\u00AD\u2010]\z", RegexOptions.RightToLeft, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EndsInHyphen();

    // A bullet, a number or a letter that opens a list item.
    [GeneratedRegex(@"\A(?:[\u2022\u2023\u25AA\u25CF\u25E6\u2043\u2219\u00B7*\u2013\u2014-]\s"
        + @"|\(?(?:\d{1,3}|[A-Za-z])[.)]\s)",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StartsItem();
}
