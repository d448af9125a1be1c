using System.Text.RegularExpressions;

namespace Rag.Pipeline.Parsing.Pdf;

/// <summary>
/// Leaves out running heads, footers and page numbers: rows at the same place near the edge of most pages, or of most
/// left or most right ones, whose text comes again. A row's text alone or its place alone proves nothing: text begins
/// at the same place on every page, and a word may come again anywhere.
/// </summary>
internal sealed partial class PdfFurniture
{
    private const int LeastPages = 3;
    private const double LeastShareOfPages = 0.5;
    private const double LeastShareRepeated = 0.7;
    private const double EdgeShare = 0.15;
    private const int RowsAtAnEdge = 3;

    // Points.
    private const double SamePlace = 3;

    // What a row that numbers pages has at most beside numbers; longer ones are a table's.
    private const int MaxNumberLength = 12;

    // A running head of which less is left without numbers says nothing that is worth keeping.
    private const int LeastLetters = 8;

    private readonly IReadOnlyList<PdfPage> _pages;
    private readonly HashSet<PdfLine> _furniture = [];

    private PdfFurniture(IReadOnlyList<PdfPage> pages) => _pages = pages;

    /// <summary>
    /// The pages without it. What stands on most of them and nowhere else, such as a document's number, stays where it
    /// stands first.
    /// </summary>
    public static IReadOnlyList<PdfPage> Remove(IReadOnlyList<PdfPage> pages)
    {
        if (pages.Count < LeastPages)
            return pages;
        var furniture = new PdfFurniture(pages);
        furniture.Find();
        if (furniture._furniture.Count == 0)
            return pages;
        PdfPage[] rest = [.. pages.Select(furniture.WithoutFurniture)];
        return Array.TrueForAll(rest, page => page.Blocks.Count == 0) ? pages : rest;
    }

    private PdfPage WithoutFurniture(PdfPage page) => page with
    {
        Blocks =
        [
            .. page.Blocks.Select(block => block.FindAll(line => !_furniture.Contains(line)))
                .Where(block => block.Count > 0),
        ],
    };

    private void Find()
    {
        IEnumerable<PdfEdgeRow> rows = _pages.SelectMany((page, index) => RowsOf(page, index));
        IEnumerable<List<PdfEdgeRow>> slots = rows
            .GroupBy(row => (Place: (int)Math.Round(row.Place / SamePlace), row.IsTop))
            .Select(near => near.DistinctBy(row => row.PageIndex).ToList());
        var found = new List<PdfEdgeRow>();
        foreach (List<PdfEdgeRow> slot in slots)
        {
            List<PdfEdgeRow> onAll = FurnitureOf(slot, _pages.Count);
            found.AddRange(onAll);
            if (onAll.Count == 0)
                foreach (IGrouping<int, PdfEdgeRow> side in slot.GroupBy(row => row.PageIndex % 2))
                    found.AddRange(FurnitureOf([.. side], _pages.Count / 2));
        }
        foreach (PdfEdgeRow row in found)
            _furniture.UnionWith(row.Lines);
        KeepFirst(found);
    }

    private static List<PdfEdgeRow> FurnitureOf(List<PdfEdgeRow> slot, int pageCount)
    {
        if (slot.Count < LeastPages || slot.Count < pageCount * LeastShareOfPages)
            return [];
        HashSet<string> repeated =
        [
            .. slot.GroupBy(row => row.Key).Where(group => group.Count() > 1 && IsRepeated([.. group]))
                .Select(group => group.Key),
        ];
        int count = slot.Count(row => repeated.Contains(row.Key));
        return count < Math.Max(LeastPages - 1, slot.Count * LeastShareRepeated)
            ? []
            // The head of a chapter of one page comes once; numbers that come once are a chart's.
            : slot.FindAll(row => repeated.Contains(row.Key) || row.Key.Any(char.IsLetter));
    }

    // Rows of nothing but numbers look alike in every table; a page's number counts on.
    private static bool IsRepeated(List<PdfEdgeRow> rows)
    {
        if (rows[0].Key.Any(char.IsLetter))
            return true;
        if (rows.Exists(row => row.Text.Length > MaxNumberLength))
            return false;
        int counting = rows.Zip(rows.Skip(1))
            .Count(pair => pair.Second.Number - pair.First.Number == pair.Second.PageIndex - pair.First.PageIndex);
        return counting >= (rows.Count - 1) * LeastShareRepeated;
    }

    private void KeepFirst(List<PdfEdgeRow> found)
    {
        HashSet<string> body =
        [
            .. _pages.SelectMany(page => page.Lines).Where(line => !_furniture.Contains(line))
                .Select(line => PdfEdgeRow.LettersOf(line.Text)),
        ];
        foreach (IGrouping<string, PdfEdgeRow> same in found.GroupBy(row => row.Key))
        {
            if (same.Count() < _pages.Count * LeastShareOfPages)
                continue;
            foreach (PdfLine line in same.First().Lines)
            {
                string letters = PdfEdgeRow.LettersOf(line.Text);
                if (letters.Length >= LeastLetters && !IsPageOf().IsMatch(line.Text) && body.Add(letters))
                    _furniture.Remove(line);
            }
        }
    }

    private static IEnumerable<PdfEdgeRow> RowsOf(PdfPage page, int pageIndex)
    {
        var rows = new List<List<PdfLine>>();
        foreach (PdfLine line in page.Lines.Where(line => !line.IsVertical).OrderBy(line => line.Box.Middle))
        {
            if (rows.Count > 0 && line.Box.Middle - rows[^1][0].Box.Middle < line.Box.Height * 0.4)
                rows[^1].Add(line);
            else
                rows.Add([line]);
        }
        IEnumerable<PdfEdgeRow> top = rows.Take(RowsAtAnEdge)
            .Where(row => row[0].Box.Middle < page.Height * EdgeShare)
            .Select(row => new PdfEdgeRow(row, pageIndex, true));
        IEnumerable<PdfEdgeRow> bottom = rows.TakeLast(RowsAtAnEdge)
            .Where(row => row[0].Box.Middle > page.Height * (1 - EdgeShare))
            .Select(row => new PdfEdgeRow(row, pageIndex, false));
        return top.Concat(bottom);
    }

    // "Page 3 of 12" in any language.
    [GeneratedRegex(@"\A\W*\p{L}+\.?\s*[\divxlc]+\W*(?:\p{L}+\s*[\divxlc]+)?\W*\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IsPageOf();
}
