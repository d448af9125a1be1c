using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace Rag.Pipeline.Parsing.Xlsx;

/// <summary>The texts that cells refer to by number.</summary>
internal static partial class SharedStrings
{
    /// <summary>Reads them; none if the workbook has no such part.</summary>
    /// <exception cref="ParseException"><c>too_large</c>: more texts than cells are allowed.</exception>
    public static IReadOnlyList<string> Read(SharedStringTablePart? part, ParsingOptions options)
    {
        var strings = new List<string>();
        if (part is null)
            return strings;
        using XmlReader reader = PartReader.Open(part);
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "si")
                continue;
            strings.Add(Unescape(PartReader.ReadString(reader)));
            if (strings.Count > options.MaxCellCount)
                throw new ParseException("too_large",
                    $"The workbook has more than {options.MaxCellCount} different texts, the limit. Split it.");
        }
        return strings;
    }

    /// <summary>The text as meant: <c>_x000D_</c> is how Excel writes a character that XML cannot hold.</summary>
    public static string Unescape(string text) => text.Contains("_x", StringComparison.Ordinal)
        ? Escape().Replace(text, static match => ((char)int.Parse(
            match.ValueSpan[2..6], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString())
        : text;

    [GeneratedRegex("_x[0-9A-Fa-f]{4}_", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escape();
}
