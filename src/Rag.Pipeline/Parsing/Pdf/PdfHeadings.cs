using System.Text.RegularExpressions;

namespace Rag.Pipeline.Parsing.Pdf;

/// <summary>
/// Finds headings by how they are printed: short lines by themselves, larger or bolder than what most of the document
/// is printed in, with text below. Made for precision: a false heading names passages wrongly, a missed one leaves them
/// as they were.
/// </summary>
internal sealed partial class PdfHeadings
{
    private const double LargerBy = 1.09;
    private const double MuchLargerBy = 1.2;
    private const double NotSmallerThan = 0.95;
    private const double UniformityOfLarger = 0.8;
    private const double UniformityOfBold = 0.97;
    private const int MaxLength = 120;
    private const int LeastLetters = 3;
    private const int MaxLines = 3;

    // Without this much text there is no body that a heading could stand out from: a form, a receipt, a poster.
    private const int LeastBodyLength = 600;
    private const int LeastProseLength = 40;

    // A style that more of the document is printed in is emphasis or a table's.
    private const double MaxShare = 0.1;

    // "Note", "Warning", "Example" stand above text, too, but name no part of the document.
    private const int MaxRepeats = 3;

    // Lines of lists, tables or code between a heading and the text that it stands above.
    private const int MaxLinesToProse = 3;

    private readonly IReadOnlyList<PdfPage> _pages;
    private readonly PdfStyle? _body;
    private readonly int _length;

    public PdfHeadings(IReadOnlyList<PdfPage> pages)
    {
        _pages = pages;
        var lengths = new Dictionary<PdfStyle, int>();
        foreach (PdfLine line in pages.SelectMany(page => page.Lines))
        {
            if (line.Style is not { IsMonospaced: false } style)
                continue;
            lengths[style] = lengths.GetValueOrDefault(style) + line.Text.Length;
            _length += line.Text.Length;
        }
        if (lengths.Count > 0 && lengths.MaxBy(style => style.Value) is { Value: >= LeastBodyLength, Key: var body })
            _body = body;
    }

    /// <summary>Marks the headings.</summary>
    /// <returns>The document's own title, if it stands on the first page above all headings.</returns>
    public string? Mark()
    {
        if (_body is not { } body)
            return null;
        List<PdfHeadingRun> runs = FindRuns(body);
        HashSet<PdfStyle> styles = [.. runs.GroupBy(run => run.Style)
            .Where(group => group.Sum(run => run.Text.Length) <= _length * MaxShare)
            .Select(group => group.Key)];
        runs.RemoveAll(run => !styles.Contains(run.Style));
        HashSet<string> labels = [.. runs.CountBy(run => run.Text).Where(text => text.Value >= MaxRepeats)
            .Select(text => text.Key)];
        runs.RemoveAll(run => labels.Contains(run.Text));
        string? title = TakeTitle(runs);
        PdfStyle[] ranks = [.. styles.Where(style => runs.Exists(run => run.Style == style))
            .OrderByDescending(style => style.Size).ThenByDescending(style => style.IsBold)];
        foreach (PdfHeadingRun run in runs)
            run.Mark(Array.IndexOf(ranks, run.Style) + 1);
        return title;
    }

    // The largest line of all, once, on the first page: what the document is called, not a part of it.
    private static string? TakeTitle(List<PdfHeadingRun> runs)
    {
        if (runs.Count < 2)
            return null;
        double largest = runs.Max(run => run.Style.Size);
        PdfHeadingRun first = runs[0];
        if (first.PageIndex > 0 || first.Style.Size < largest || runs.Count(run => run.Style.Size == largest) > 1
            || first.IsNumbered)
            return null;
        // Authors and dates follow it; what is printed as later headings are is one.
        runs.RemoveAll(run => run == first || (run.Chain == first.Chain && !run.IsNumbered
            && !runs.Exists(other => other.Chain != first.Chain && other.Style == run.Style)));
        return first.Text;
    }

    private List<PdfHeadingRun> FindRuns(PdfStyle body)
    {
        var runs = new List<PdfHeadingRun>();
        var pending = new List<PdfHeadingRun>();
        int linesToProse = 0;
        int chain = 0;
        for (int pageIndex = 0; pageIndex < _pages.Count; pageIndex++)
        {
            if (_pages[pageIndex].IsCrowded)
                continue;
            foreach (List<PdfLine> block in _pages[pageIndex].Blocks)
            {
                for (int index = 0; index < block.Count;)
                {
                    PdfHeadingRun? run = RunAt(block, index, pageIndex, body, out int lineCount);
                    if (run is not null)
                    {
                        run.Chain = chain;
                        // "Chapter 4", "Part B": what stands above a larger line belongs to that one.
                        if (linesToProse == 0)
                            pending.RemoveAll(above => above.Style.Size < run.Style.Size);
                        pending.Add(run);
                        linesToProse = 0;
                        index += lineCount;
                        continue;
                    }
                    // What stands above prose is a heading, and so are the headings above that one.
                    if (IsProse(block[index], body))
                    {
                        runs.AddRange(pending);
                        pending.Clear();
                        chain++;
                    }
                    else if (++linesToProse > MaxLinesToProse)
                    {
                        pending.Clear();
                    }
                    index += lineCount;
                }
            }
        }
        return runs;
    }

    private PdfHeadingRun? RunAt(
        List<PdfLine> block, int index, int pageIndex, PdfStyle body, out int lineCount)
    {
        lineCount = 1;
        if (block[index].IsRow || block[index].Style is not { } style || !StandsOut(style, body))
            return null;
        int end = index;
        bool isLarger = style.Size >= body.Size * LargerBy;
        double uniformity = isLarger ? UniformityOfLarger : UniformityOfBold;
        while (end < block.Count && block[end] is { IsRow: false } line
            && line.Style == style && line.Uniformity >= uniformity)
        {
            end++;
        }
        lineCount = Math.Max(1, end - index);
        if (end == index || end - index > MaxLines)
            return null;
        if (!isLarger && end < block.Count && GoesOn(block[end - 1], block[end]))
            return null;
        var run = new PdfHeadingRun(block[index..end], style, pageIndex);
        return run.Text.Length <= MaxLength
            && ReadsLikeHeading(run.Text, style.Size >= body.Size * MuchLargerBy)
            && !HasNeighbour(run, _pages[pageIndex])
            ? run : null;
    }

    // Bold words that a sentence begins with, or a term in front of its indented definition.
    private static bool GoesOn(PdfLine line, PdfLine next) =>
        char.IsLower(next.Text[0]) || next.Box.Left > line.Box.Left + line.Box.Height;

    private static bool StandsOut(PdfStyle style, PdfStyle body) =>
        !style.IsMonospaced
        && (style.Size >= body.Size * LargerBy
            || (style.IsBold && !body.IsBold && style.Size >= body.Size * NotSmallerThan));

    private static bool ReadsLikeHeading(string text, bool isMuchLarger) =>
        (isMuchLarger || !char.IsLower(text[0]))
        && (char.IsLetterOrDigit(text[0]) || text[0] is '(' or '"' or '\u201C' or '\u00BF' or '\u00A7')
        && text[^1] is not ('.' or ',' or ';' or ':' or '-' or '=' or '|')
        && text.Count(char.IsLetter) is var letters && letters >= LeastLetters && letters * 2 > text.Length
        && !Excluded().IsMatch(text);

    private static bool IsProse(PdfLine line, PdfStyle body) =>
        line.Text.Length >= LeastProseLength && line.Style is { } style && Math.Abs(style.Size - body.Size) < 1;

    // A bold line beside another one is a table's head, and one beside text its first column.
    private static bool HasNeighbour(PdfHeadingRun run, PdfPage page)
    {
        PdfBox box = run.Lines[0].Box;
        foreach (PdfLine line in page.Lines)
        {
            if (run.Lines.Contains(line) || Math.Abs(line.Box.Middle - box.Middle) > box.Height * 0.4)
                continue;
            double gap = Math.Max(line.Box.Left - box.Right, box.Left - line.Box.Right);
            if (line.Style == run.Style || gap < box.Height * 1.5)
                return true;
        }
        return false;
    }

    // Sentences, captions, entries of a table of contents, and page numbers.
    [GeneratedRegex(@"\A(?:fig(?:ure|\.)?|table|tab\.|tabelle|abb(?:ildung|\.)|listing|algorithm|box)\s*\d"
        + @"|\A(?:chapter|part|appendix|kapitel|teil|anhang|chapitre|partie|annexe|cap\u00EDtulo|capitolo|hoofdstuk)"
        + @"(?:\s+\w+)?\z"
        + @"|(?-i:[\p{Ll})][.:]\s+\p{Lu}\p{Ll})|\.{3}|(?:\.\s){3}|\s\d{1,4}\z.*\.\.|@|https?:|www\.",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Excluded();
}
