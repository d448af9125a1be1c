using System.Globalization;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace Rag.Pipeline.Parsing.Xlsx;

/// <summary>Reads the rows of a sheet while they are enumerated.</summary>
internal sealed class SheetReader(WorksheetPart sheet, CellReader cells)
{
    /// <summary>
    /// The rows that show something. A cell that is merged over several rows is in each of them, so that each says what
    /// it belongs to.
    /// </summary>
    /// <exception cref="ParseException"><c>too_large</c>: too many cells.</exception>
    public IEnumerable<SheetRow> Read(CancellationToken cancellationToken)
    {
        SheetRanges ranges = SheetRanges.Read(sheet);
        var merged = new SortedDictionary<int, (SheetCell Cell, int LastRow)>();
        using XmlReader reader = PartReader.Open(sheet);
        int number = 0;
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "row")
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            number = int.TryParse(reader.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out int r)
                ? r
                : number + 1;
            List<SheetCell> row = ReadRow(reader, number);
            if (row.Count == 0)
                continue;
            Merge(row, number, ranges, merged);
            yield return new SheetRow(number, row, ranges.HeaderRows.Contains(number));
        }
    }

    private List<SheetCell> ReadRow(XmlReader reader, int number)
    {
        var row = new List<SheetCell>();
        if (reader.IsEmptyElement)
            return row;
        int depth = reader.Depth, column = -1;
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "c")
                continue;
            column = CellRange.TryParseCell(reader.GetAttribute("r"))?.Column ?? column + 1;
            if (cells.Read(reader, column) is { } cell)
                row.Add(cell);
            if (row.Count > cells.MaxColumnCount)
                throw new ParseException("too_large",
                    $"Row {number} of a sheet has more than {cells.MaxColumnCount} filled cells, the limit. Split the "
                    + "sheet by columns.");
        }
        return row;
    }

    private static void Merge(
        List<SheetCell> row,
        int number,
        SheetRanges ranges,
        SortedDictionary<int, (SheetCell Cell, int LastRow)> merged)
    {
        int own = row.Count;
        foreach ((int column, (SheetCell cell, int lastRow)) in merged.ToArray())
        {
            if (number > lastRow)
                merged.Remove(column);
            else if (row.TrueForAll(other => other.Column != column))
                row.Add(cell);
        }
        for (int index = 0; index < own; index++)
        {
            if (!ranges.Merged.TryGetValue((row[index].Column, number), out CellRange range))
                continue;
            row[index] = row[index] with { Width = range.LastColumn - range.FirstColumn + 1 };
            if (range.LastRow > number)
                merged[row[index].Column] = (row[index], range.LastRow);
        }
        if (row.Count > own)
            row.Sort(static (left, right) => left.Column.CompareTo(right.Column));
    }
}
