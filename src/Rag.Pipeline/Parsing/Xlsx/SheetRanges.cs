using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace Rag.Pipeline.Parsing.Xlsx;

/// <summary>What a sheet says about its cells, mostly behind them in the file.</summary>
/// <param name="Merged">Merged cells by the column and row of the first, which alone holds a value.</param>
/// <param name="HeaderRows">Rows that name the columns of a table or stand above a filter.</param>
internal sealed record SheetRanges(
    IReadOnlyDictionary<(int Column, int Row), CellRange> Merged, IReadOnlySet<int> HeaderRows)
{
    // Ranges beyond these are not applied; their cells are read all the same.
    private const int MaxRanges = 100_000;

    /// <summary>Reads them without the cells.</summary>
    public static SheetRanges Read(WorksheetPart sheet)
    {
        var merged = new Dictionary<(int, int), CellRange>();
        var headers = new HashSet<int>();
        using XmlReader reader = PartReader.Open(sheet);
        bool isAdvanced = false;
        while (isAdvanced || reader.Read())
        {
            isAdvanced = false;
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            if (reader.LocalName == "sheetData")
            {
                reader.Skip();
                isAdvanced = !reader.EOF;
            }
            else if (reader.LocalName is "mergeCell" or "autoFilter"
                && CellRange.TryParse(reader.GetAttribute("ref")) is { } range)
            {
                if (reader.LocalName == "autoFilter")
                    headers.Add(range.FirstRow);
                else if (merged.Count < MaxRanges)
                    merged[(range.FirstColumn, range.FirstRow)] = range;
            }
        }
        foreach (TableDefinitionPart part in sheet.TableDefinitionParts)
            if (part.Table is { } table && (table.HeaderRowCount?.Value ?? 1) > 0
                && CellRange.TryParse(table.Reference?.Value) is { } range)
                headers.Add(range.FirstRow);
        return new SheetRanges(merged, headers);
    }
}
