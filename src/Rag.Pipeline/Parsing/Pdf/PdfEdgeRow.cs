using System.Globalization;
using System.Text.RegularExpressions;

namespace Rag.Pipeline.Parsing.Pdf;

/// <summary>What stands side by side near the upper or lower edge of a page.</summary>
internal sealed partial class PdfEdgeRow
{
    public PdfEdgeRow(IReadOnlyList<PdfLine> lines, int pageIndex, bool isTop)
    {
        (Lines, PageIndex, IsTop) = (lines, pageIndex, isTop);
        Place = lines[0].Box.Middle;
        Text = string.Join(' ', lines.OrderBy(line => line.Box.Left).Select(line => line.Text));
        Match number = Numbers().Match(Text);
        Key = Numbers().Replace(Text, "#");
        Number = int.TryParse(number.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            ? value : RomanNumber(number.Value);
    }

    public IReadOnlyList<PdfLine> Lines { get; }

    /// <summary>The first page is 0.</summary>
    public int PageIndex { get; }

    public bool IsTop { get; }

    /// <summary>From the page's upper edge, in points.</summary>
    public double Place { get; }

    public string Text { get; }

    /// <summary>The text with <c>#</c> for each number.</summary>
    public string Key { get; }

    /// <summary>The first number in it; 0 if there is none.</summary>
    public int Number { get; }

    /// <summary>What is left of a line without numbers, signs and spaces.</summary>
    public static string LettersOf(string text) =>
        string.Concat(Numbers().Replace(text, "").Where(char.IsLetter)).ToUpperInvariant();

    private static int RomanNumber(string text)
    {
        int sum = 0, before = 0;
        foreach (char letter in text)
        {
            int value = letter switch { 'i' => 1, 'v' => 5, 'x' => 10, 'l' => 50, 'c' => 100, _ => 0 };
            sum += value > before ? value - (2 * before) : value;
            before = value;
        }
        return sum;
    }

    [GeneratedRegex(@"\d+|(?<![\w'])[ivxlc]+(?![\w'])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbers();
}
