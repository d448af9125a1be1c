namespace Rag.Pipeline.Parsing.Pdf;

/// <summary>
/// Puts the cells of a table's row on one line. Poppler takes the columns of a table for columns of text and reads one
/// after the other, so that no row can be told any more. Cells are short pieces beside each other that stand exactly
/// below or above those of other rows; columns of running text are left alone.
/// </summary>
internal static class PdfTables
{
    private const int LeastOtherRowsOfTwoCells = 2;
    private const double SameRow = 0.4;
    private const double NextRow = 3.5;
    private const double LeastGap = 0.9;

    // Points.
    private const double Aligned = 2;

    // Running text: lines that are about as long as their column is wide.
    private const int LeastLinesOfProse = 3;
    private const int LeastLengthOfProse = 25;
    private const double FullShare = 0.85;

    /// <summary>The page with its tables in rows, each where the first of its cells is read.</summary>
    public static PdfPage Rebuild(PdfPage page)
    {
        if (page.IsCrowded)
            return page;
        List<List<PdfLine>> rows = RowsOf(page);
        HashSet<PdfLine> wrapped = [.. page.Blocks.SelectMany(block => block.SkipLast(1))];
        List<List<PdfLine>> candidates = rows.FindAll(row => MayBeTableRow(row, wrapped));
        if (candidates.Count < 2)
            return page;
        HashSet<List<PdfLine>> tableRows = [.. candidates.Where(row => IsTableRow(row, candidates))];
        if (tableRows.Count == 0)
            return page;
        List<List<List<PdfLine>>> found = TablesOf(rows, tableRows);
        Dictionary<PdfLine, int> order = [];
        foreach (PdfLine line in page.Lines)
            order[line] = order.Count;
        Dictionary<PdfLine, List<PdfLine>> tables = [];
        foreach (List<List<PdfLine>> table in found)
            tables[table.SelectMany(row => row).MinBy(cell => order[cell])!] = table.ConvertAll(Join);
        HashSet<PdfLine> cells = [.. found.SelectMany(table => table).SelectMany(row => row)];
        return page with { Blocks = Replace(page.Blocks, cells, tables) };
    }

    // Pieces beside each other, from left to right, of all that is no running text.
    private static List<List<PdfLine>> RowsOf(PdfPage page)
    {
        var rows = new List<List<PdfLine>>();
        IEnumerable<PdfLine> cells = page.Blocks.Where(block => !IsProse(block)).SelectMany(block => block)
            .Where(line => !line.IsVertical).OrderBy(line => line.Box.Middle);
        foreach (PdfLine cell in cells)
        {
            if (rows.Count > 0 && cell.Box.Middle - rows[^1][0].Box.Middle < cell.Box.Height * SameRow)
                rows[^1].Add(cell);
            else
                rows.Add([cell]);
        }
        foreach (List<PdfLine> row in rows)
            row.Sort((one, other) => one.Box.Left.CompareTo(other.Box.Left));
        return rows;
    }

    private static bool IsProse(List<PdfLine> block)
    {
        if (block.Count < LeastLinesOfProse)
            return false;
        double width = block.Max(line => line.Box.Width);
        int full = block.SkipLast(1).Count(line => line.Box.Width >= width * FullShare);
        return full * 2 >= block.Count - 1 && block.Average(line => line.Text.Length) >= LeastLengthOfProse;
    }

    private static bool MayBeTableRow(List<PdfLine> row, HashSet<PdfLine> wrapped)
    {
        if (row.Count < 2)
            return false;
        // A number, a bullet or a term beside text that goes on below is a list.
        if (row.Count == 2 && (PdfLabels.IsLabel(row[0].Text)
            || (row[1].Text.Length >= LeastLengthOfProse && wrapped.Contains(row[1]))))
            return false;
        // Formulas fall apart into pieces that stand closer to each other.
        int apart = row.Zip(row.Skip(1)).Count(pair =>
            pair.Second.Box.Left - pair.First.Box.Right >= LeastGap * pair.First.Box.Height);
        return apart * 2 >= row.Count - 1;
    }

    private static bool IsTableRow(List<PdfLine> row, List<List<PdfLine>> rows)
    {
        int others = 0;
        foreach (List<PdfLine> other in rows)
        {
            if (other == row)
                continue;
            int aligned = row.Count(cell => other.Exists(above => IsAligned(cell.Box, above.Box)));
            if (aligned >= 2 && aligned * 2 >= Math.Min(row.Count, other.Count))
                others++;
        }
        return row.Count > 2 ? others > 0 : others >= LeastOtherRowsOfTwoCells;
    }

    private static bool IsAligned(PdfBox one, PdfBox other) =>
        Math.Abs(one.Left - other.Left) <= Aligned
        || Math.Abs(one.Right - other.Right) <= Aligned
        || Math.Abs(one.Left + one.Right - other.Left - other.Right) <= Aligned * 2;

    // Rows that follow each other without much room between them, and single cells between them.
    private static List<List<List<PdfLine>>> TablesOf(List<List<PdfLine>> rows, HashSet<List<PdfLine>> tableRows)
    {
        List<List<List<PdfLine>>> tables = [];
        List<List<PdfLine>> between = [];
        foreach (List<PdfLine> row in rows)
        {
            if (!tableRows.Contains(row))
            {
                between.Add(row);
                continue;
            }
            if (tables.Count == 0 || row[0].Box.Middle - tables[^1][^1][0].Box.Middle > row[0].Box.Height * NextRow)
                tables.Add([]);
            else
                tables[^1].AddRange(between.FindAll(cells => IsInside(cells, tables[^1][0], row)));
            tables[^1].Add(row);
            between = [];
        }
        return tables;
    }

    private static bool IsInside(List<PdfLine> cells, List<PdfLine> first, List<PdfLine> last) =>
        cells[0].Box.Left >= Math.Min(first[0].Box.Left, last[0].Box.Left) - Aligned
        && cells[^1].Box.Right <= Math.Max(first[^1].Box.Right, last[^1].Box.Right) + Aligned;

    private static PdfLine Join(List<PdfLine> row)
    {
        PdfBox box = row.Select(cell => cell.Box).Aggregate((all, next) => all.Union(next));
        // In a table of contents dots part the columns.
        string separator = row.Exists(cell => cell.Text.Contains(". . .", StringComparison.Ordinal)
            || cell.Text.Contains("....", StringComparison.Ordinal)) ? " " : " | ";
        string text = string.Join(separator, row.Select(cell => cell.Text));
        return new PdfLine(text, box, row[0].FirstWordWidth) { IsRow = true };
    }

    private static List<List<PdfLine>> Replace(
        List<List<PdfLine>> blocks, HashSet<PdfLine> cells, Dictionary<PdfLine, List<PdfLine>> tables)
    {
        var result = new List<List<PdfLine>>();
        foreach (List<PdfLine> block in blocks)
        {
            List<PdfLine> rest = [];
            foreach (PdfLine line in block)
            {
                if (!cells.Contains(line))
                    rest.Add(line);
                if (!tables.TryGetValue(line, out List<PdfLine>? table))
                    continue;
                if (rest.Count > 0)
                    result.Add(rest);
                result.Add(table);
                rest = [];
            }
            if (rest.Count > 0)
                result.Add(rest);
        }
        return result;
    }
}
