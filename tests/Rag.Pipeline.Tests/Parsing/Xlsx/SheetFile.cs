using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;

namespace Rag.Pipeline.Tests.Parsing.Xlsx;

/// <summary>Makes small workbooks, whose sheets are given as XML.</summary>
internal static class SheetFile
{
    private const string Namespaces =
        "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
        + "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

    /// <summary>A workbook of one sheet named Data, of these rows.</summary>
    public static byte[] Of(params string[] rows) => Create(("Data", string.Concat(rows), "", ""));

    /// <summary>A workbook of sheets: name, rows, what follows the rows, attributes of the sheet's entry.</summary>
    public static byte[] Create(params (string Name, string Rows, string Tail, string State)[] sheets) =>
        Create(sheets, null);

    /// <summary>The same; the caller may add to its parts.</summary>
    public static byte[] Create(
        (string Name, string Rows, string Tail, string State)[] sheets, Action<SpreadsheetDocument>? more)
    {
        using var stream = new MemoryStream();
        using (var workbook = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            WorkbookPart main = workbook.AddWorkbookPart();
            var entries = new StringBuilder();
            foreach ((int index, (string name, string rows, string tail, string state)) in sheets.Index())
            {
                Fill(main.AddNewPart<WorksheetPart>($"s{index}"), "worksheet", $"<sheetData>{rows}</sheetData>{tail}");
                entries.Append(null, $"<sheet name=\"{name}\" sheetId=\"{index + 1}\" {state} r:id=\"s{index}\"/>");
            }
            Fill(main, "workbook", $"<sheets>{entries}</sheets>");
            more?.Invoke(workbook);
        }
        return stream.ToArray();
    }

    /// <summary>A row of cells.</summary>
    public static string Row(int number, params string[] cells) =>
        $"<row r=\"{number}\">{string.Concat(cells)}</row>";

    /// <summary>A cell that holds text of its own.</summary>
    public static string Text(string reference, string text, int style = 0) =>
        $"<c r=\"{reference}\" s=\"{style}\" t=\"inlineStr\"><is><t>{text}</t></is></c>";

    /// <summary>A cell that holds a number.</summary>
    public static string Number(string reference, string number, int style = 0) =>
        $"<c r=\"{reference}\" s=\"{style}\"><v>{number}</v></c>";

    /// <summary>A part of this root element.</summary>
    public static void Fill(OpenXmlPart part, string root, string content)
    {
        using Stream stream = part.GetStream(FileMode.Create);
        stream.Write(Encoding.UTF8.GetBytes($"<{root} {Namespaces}>{content}</{root}>"));
    }
}
