using System.Text.RegularExpressions;

namespace Rag.Pipeline.Parsing.Pdf;

/// <summary>
/// Says how a line goes on in the next one. A line ended because of the page's width if the next line's first word
/// would not have fitted on it; then the two are joined. Lines that were meant to end where they end (lists, tables,
/// addresses, code) stay.
/// </summary>
internal sealed partial class PdfParagraphs(PdfHyphens hyphens)
{
    // A narrower column is a table's or a list of names, where line ends mean something.
    private const int LeastWrappedLength = 35;

    // Names and titles are shorter: ten ideographs.
    private const int LeastWideLength = 20;

    // In heights of a line: a space, and how far a place may be off.
    private const double SpaceWidth = 0.2;
    private const double Tolerance = 0.15;
    private const double Indent = 0.7;
    private const double BlankLine = 1.3;

    /// <summary>Between two lines of a block.</summary>
    public PdfJoint Within(PdfLine line, PdfLine next, PdfColumn column)
    {
        if (next.ContinuesHeading)
            return PdfHyphens.EndsInHyphen(line.Text) ? hyphens.Join(line.Text, next.Text) : PdfJoint.Space;
        if (line.HeadingLevel > 0 || next.HeadingLevel > 0)
            return PdfJoint.Paragraph;
        double height = line.Box.Height;
        if (line.IsRow || next.IsRow || (IsMonospaced(line) && IsMonospaced(next)))
            return PdfJoint.Line;
        if (next.Box.Top - line.Box.Top > column.Leading * BlankLine)
            return Between(line, next, column);
        if (StartsItem().IsMatch(next.Text))
            return PdfJoint.Line;
        if (PdfHyphens.EndsInHyphen(line.Text) && char.IsLower(next.Text[0]))
            return hyphens.Join(line.Text, next.Text);
        if (!IsFull(line, next, column))
            return IsIndented(line, next, height) ? PdfJoint.Paragraph : PdfJoint.Line;
        if (IsIndented(line, next, height) && EndsSentence(line.Text))
            return PdfJoint.Paragraph;
        return IsNarrow(line, column) && !char.IsLower(next.Text[0]) ? PdfJoint.Line : JoinWrapped(line, next);
    }

    /// <summary>Between the last line of a block and the first of the next, also on the next page.</summary>
    public PdfJoint Between(PdfLine line, PdfLine next, PdfColumn column)
    {
        if (line.HeadingLevel > 0 || next.HeadingLevel > 0 || line.IsRow || next.IsRow
            || (IsMonospaced(line) && IsMonospaced(next)))
            return PdfJoint.Paragraph;
        if (IsWide(line.Text[^1]) && IsWide(next.Text[0]))
            return WidthOf(line.Text) >= LeastWideLength && IsBelow(line, next) && !EndsSentence(line.Text)
                && IsFull(line, next, column)
                ? PdfJoint.None : PdfJoint.Paragraph;
        if (!char.IsLower(next.Text[0]))
            return PdfJoint.Paragraph;
        if (PdfHyphens.EndsInHyphen(line.Text))
            return hyphens.Join(line.Text, next.Text);
        return !IsNarrow(line, column) && !EndsSentence(line.Text) && IsFull(line, next, column)
            ? PdfJoint.Space
            : PdfJoint.Paragraph;
    }

    private PdfJoint JoinWrapped(PdfLine line, PdfLine next)
    {
        if (PdfHyphens.EndsInHyphen(line.Text))
            return hyphens.Join(line.Text, next.Text);
        return IsWide(line.Text[^1]) && IsWide(next.Text[0]) ? PdfJoint.None : PdfJoint.Space;
    }

    // Between ideographs a line may end anywhere, so one of them is what has to fit.
    private static bool IsFull(PdfLine line, PdfLine next, PdfColumn column)
    {
        double height = line.Box.Height;
        double needed = IsWide(next.Text[0]) ? height : next.FirstWordWidth + (SpaceWidth * height);
        return line.Box.Right + needed > column.Right - (Tolerance * height);
    }

    // Nothing else says that a line goes on where there are no small letters.
    private static bool IsBelow(PdfLine line, PdfLine next) =>
        next.Box.Top > line.Box.Top && next.Box.Top - line.Box.Bottom < line.Box.Height
        && next.Box.Left - line.Box.Left < line.Box.Height * 2 && line.Box.Left < next.Box.Right;

    private static bool IsIndented(PdfLine line, PdfLine next, double height) =>
        next.Box.Left - line.Box.Left > Indent * height;

    private static bool IsNarrow(PdfLine line, PdfColumn column)
    {
        double character = line.Box.Width / WidthOf(line.Text);
        return character <= 0 || (column.Right - column.Left) / character < LeastWrappedLength;
    }

    private static bool IsMonospaced(PdfLine line) => line.Style is { IsMonospaced: true };

    private static bool EndsSentence(string line) =>
        line.TrimEnd('"', '\'', ')', ']', '\u201D', '\u2019', '\u00BB') is [.., var last]
        && last is '.' or '!' or '?' or ':' or '\u3002' or '\uFF01' or '\uFF1F';

    // Ideographs are twice as wide as letters.
    private static int WidthOf(string line) => line.Length + line.Count(IsWide);

    // Scripts that are written without spaces between words.
    private static bool IsWide(char character) =>
        character is >= '\u2E80' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF' or >= '\uFF00' and <= '\uFFEF';

    // A bullet, a number or a letter that opens a list item.
    [GeneratedRegex(@"\A(?:[\u2022\u2023\u25AA\u25CF\u25E6\u2043\u2219\u00B7*\u2013\u2014-]\s"
        + @"|\(?(?:\d{1,3}|[A-Za-z])[.)]\s)",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StartsItem();
}
