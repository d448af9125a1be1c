using DocumentFormat.OpenXml.Spreadsheet;

namespace Rag.Pipeline.Parsing.Xlsx;

/// <summary>How the cells of a workbook show their numbers.</summary>
internal sealed class CellStyles
{
    // ECMA-376 part 1, 18.8.30. The numbers that are missing here are dates in East Asian languages, or unused.
    private static readonly Dictionary<uint, string> BuiltIn = new()
    {
        [0] = "General", [1] = "0", [2] = "0.00", [3] = "#,##0", [4] = "#,##0.00", [9] = "0%", [10] = "0.00%",
        [11] = "0.00E+00", [12] = "# ?/?", [13] = "# ??/??", [14] = "yyyy-mm-dd", [15] = "d-mmm-yy", [16] = "d-mmm",
        [17] = "mmm-yy", [18] = "h:mm", [19] = "h:mm:ss", [20] = "h:mm", [21] = "h:mm:ss", [22] = "yyyy-mm-dd h:mm",
        [37] = "#,##0 ;(#,##0)", [38] = "#,##0 ;(#,##0)", [39] = "#,##0.00;(#,##0.00)", [40] = "#,##0.00;(#,##0.00)",
        [41] = "#,##0;-#,##0;\"-\"", [42] = "#,##0;-#,##0;\"-\"", [43] = "#,##0.00;-#,##0.00;\"-\"",
        [44] = "#,##0.00;-#,##0.00;\"-\"", [45] = "mm:ss", [46] = "[h]:mm:ss", [47] = "mm:ss", [48] = "##0.0E+0",
        [49] = "@",
    };

    private readonly NumberFormat[] _formats;
    private readonly NumberFormat _general;

    /// <summary>Reads them.</summary>
    /// <param name="sheet">The styles; <see langword="null"/> if the workbook has none.</param>
    /// <param name="startsIn1904">Whether dates count from 1904, as on old Macs, instead of 1900.</param>
    public CellStyles(Stylesheet? sheet, bool startsIn1904)
    {
        _general = NumberFormat.Parse("General", startsIn1904);
        var codes = new Dictionary<uint, string>(BuiltIn);
        foreach (NumberingFormat format in sheet?.NumberingFormats?.Elements<NumberingFormat>() ?? [])
            if (format.NumberFormatId?.Value is { } id && format.FormatCode?.Value is { } code)
                codes[id] = code;
        _formats =
        [
            .. (sheet?.CellFormats?.Elements<CellFormat>() ?? []).Select(format => NumberFormat.Parse(
                CodeOf(format.NumberFormatId?.Value ?? 0, codes), startsIn1904)),
        ];
    }

    /// <summary>The number format of a style; the general one if there is no such style.</summary>
    public NumberFormat FormatOf(int style) => style >= 0 && style < _formats.Length ? _formats[style] : _general;

    private static string CodeOf(uint id, Dictionary<uint, string> codes) =>
        codes.GetValueOrDefault(id) ?? (id is (>= 27 and <= 36) or (>= 50 and <= 58) ? "yyyy-mm-dd" : "General");
}
