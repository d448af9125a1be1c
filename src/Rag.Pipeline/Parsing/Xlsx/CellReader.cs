using System.Globalization;
using System.Xml;

namespace Rag.Pipeline.Parsing.Xlsx;

/// <summary>Reads what cells show, and counts them over the whole workbook.</summary>
internal sealed class CellReader(IReadOnlyList<string> sharedStrings, CellStyles styles, ParsingOptions options)
{
    private int _count;

    /// <summary>Cells in a row at most; what the limit of columns is to other formats.</summary>
    public int MaxColumnCount => options.MaxColumnCount;

    /// <summary>
    /// The cell whose start the reader stands on; <see langword="null"/> if it shows nothing. The reader stands on its
    /// end afterwards.
    /// </summary>
    /// <param name="reader">The sheet.</param>
    /// <param name="column">From 0 on.</param>
    /// <exception cref="ParseException"><c>too_large</c>: too many cells, or too long a text in one.</exception>
    public SheetCell? Read(XmlReader reader, int column)
    {
        if (++_count > options.MaxCellCount)
            throw new ParseException("too_large",
                $"The workbook has more than {options.MaxCellCount} cells, the limit. Split it.");
        string type = reader.GetAttribute("t") ?? "n";
        int style = int.TryParse(reader.GetAttribute("s"), NumberStyles.None, CultureInfo.InvariantCulture, out int s)
            ? s
            : 0;
        string? value = ReadValue(reader);
        if (string.IsNullOrWhiteSpace(value))
            return null;
        string shown = Show(type, value, style);
        if (shown.Length > options.MaxFieldLength)
            throw new ParseException("too_large",
                $"A cell has {shown.Length} characters, the limit is {options.MaxFieldLength}. Put its text into a "
                + "document of its own.");
        return string.IsNullOrWhiteSpace(shown)
            ? null
            : new SheetCell(column, shown, style, type is "s" or "str" or "inlineStr");
    }

    // 'v' holds a value or a formula's last result, 'is' a text of the cell's own; the formula itself is in 'f'.
    private static string? ReadValue(XmlReader reader)
    {
        if (reader.IsEmptyElement)
            return null;
        int depth = reader.Depth;
        string? value = null;
        bool isAdvanced = false;
        while ((isAdvanced || reader.Read()) && reader.Depth > depth)
        {
            isAdvanced = false;
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            switch (reader.LocalName)
            {
                case "v":
                    value = reader.ReadElementContentAsString();
                    isAdvanced = true;
                    break;
                case "is":
                    value = PartReader.ReadString(reader);
                    break;
                default:
                    reader.Skip();
                    isAdvanced = true;
                    break;
            }
        }
        return value;
    }

    private string Show(string type, string value, int style)
    {
        switch (type)
        {
            case "s":
                return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
                    && index < sharedStrings.Count ? sharedStrings[index] : "";
            case "b":
                return value == "0" ? "FALSE" : "TRUE";
            case "n":
                return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                    ? styles.FormatOf(style).Show(number)
                    : value;
            case "d":
                return value.Replace("T00:00:00", "", StringComparison.Ordinal);
            default:
                return SharedStrings.Unescape(value);
        }
    }
}
