using System.Text.RegularExpressions;

namespace Rag.Pipeline.Parsing.Pdf;

/// <summary>
/// Puts together what poppler takes for columns: the number of a heading or of a list's item, or a bullet, and the text
/// that stands beside it.
/// </summary>
internal static partial class PdfLabels
{
    // In heights of the line. Word processors put up to half an inch between a number and its heading.
    private const double MaxGap = 4;
    private const double SameRow = 0.4;

    /// <summary>Whether a line is nothing but a number, a letter or a bullet.</summary>
    public static bool IsLabel(string line) => Label().IsMatch(line);

    /// <summary>The page with each label in front of its text.</summary>
    public static PdfPage Attach(PdfPage page)
    {
        List<List<PdfLine>> labels = page.Blocks.FindAll(block => block.TrueForAll(line => IsLabel(line.Text)));
        if (labels.Count == 0 || labels.Count == page.Blocks.Count || page.IsCrowded)
            return page;
        Dictionary<PdfLine, PdfLine> labelled = [];
        HashSet<PdfLine> attached = [];
        HashSet<List<PdfLine>> labelBlocks = [.. labels];
        PdfLine[] lines = [.. page.Blocks.Where(block => !labelBlocks.Contains(block)).SelectMany(block => block)
            .OrderBy(line => line.Box.Middle)];
        double[] middles = [.. lines.Select(line => line.Box.Middle)];
        foreach (PdfLine label in labels.SelectMany(block => block))
        {
            if (FindText(label, lines, middles) is { } text && labelled.TryAdd(text, label))
                attached.Add(label);
        }
        return attached.Count == 0 ? page : page with
        {
            Blocks =
            [
                .. page.Blocks.Select(block => block.FindAll(line => !attached.Contains(line))
                    .ConvertAll(line => labelled.TryGetValue(line, out PdfLine? label) ? Join(label, line) : line))
                    .Where(block => block.Count > 0),
            ],
        };
    }

    // The nearest to the right of it in the same row.
    private static PdfLine? FindText(PdfLine label, PdfLine[] lines, double[] middles)
    {
        double height = label.Box.Height;
        int index = Array.BinarySearch(middles, label.Box.Middle - (height * SameRow));
        PdfLine? nearest = null;
        for (index = index < 0 ? ~index : index; index < lines.Length; index++)
        {
            PdfLine line = lines[index];
            if (line.Box.Middle > label.Box.Middle + (height * SameRow))
                break;
            double gap = line.Box.Left - label.Box.Right;
            if (gap >= 0 && gap <= height * MaxGap && (nearest is null || line.Box.Left < nearest.Box.Left))
                nearest = line;
        }
        return nearest is { IsVertical: false } ? nearest : null;
    }

    private static PdfLine Join(PdfLine label, PdfLine text) =>
        new($"{label.Text} {text.Text}", label.Box.Union(text.Box), label.FirstWordWidth);

    [GeneratedRegex(@"\A(?:[\u2022\u2023\u25AA\u25CF\u25E6\u2043\u2219\u00B7\uF0B7*\u2013\u2014-]"
        + @"|(?:\d{1,2}|[A-Z])(?:\.\d{1,2}){0,4}\.?|[([]?(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})[.)\]]|\u00A7+\s?\d{1,3})\z",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Label();
}
