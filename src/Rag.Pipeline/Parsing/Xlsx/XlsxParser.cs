using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Rag.Pipeline.Parsing.Containers;

namespace Rag.Pipeline.Parsing.Xlsx;

/// <summary>
/// Excel workbooks, sheet by sheet: the sheet's name is a heading, a row below a header a paragraph of
/// <c>column: value</c> lines. Runs in the child process; no formula is evaluated, its last result is read. Hidden
/// sheets are left out, as they hold what a workbook calculates with; hidden rows and columns stay, as a filter or an
/// outline folds them away for a while.
/// </summary>
internal sealed class XlsxParser(ParsingOptions options) : IDocumentParser
{
    public IReadOnlyCollection<string> ContentTypes { get; } = [Parsing.ContentTypes.Xlsx];

    public Task<ParsedDocument> ParseAsync(ParseSource source, CancellationToken cancellationToken)
    {
        var document = new ParsedDocumentBuilder(options.MaxTextLength);
        OfficeFile.Read(source, options, file =>
        {
            using var workbook = SpreadsheetDocument.Open(file, isEditable: false);
            Read(workbook, document, cancellationToken);
        });
        return Task.FromResult(document.Build("No sheet that is shown holds a value."));
    }

    private void Read(
        SpreadsheetDocument workbook, ParsedDocumentBuilder document, CancellationToken cancellationToken)
    {
        WorkbookPart main = workbook.WorkbookPart
            ?? throw new ParseException("corrupt", "The file is an Office container without a workbook in it.");
        document.Title = workbook.PackageProperties.Title;
        document.Author = workbook.PackageProperties.Creator;
        bool startsIn1904 = main.Workbook?.WorkbookProperties?.Date1904?.Value ?? false;
        var cells = new CellReader(
            SharedStrings.Read(main.SharedStringTablePart, options),
            new CellStyles(main.WorkbookStylesPart?.Stylesheet, startsIn1904), options);
        var hidden = new List<string>();
        foreach (Sheet sheet in main.Workbook?.Sheets?.Elements<Sheet>() ?? [])
        {
            string name = sheet.Name?.Value ?? "";
            if (sheet.State?.Value is SheetStateValues.Hidden or SheetStateValues.VeryHidden)
                hidden.Add($"'{name}'");
            else if (sheet.Id?.Value is { } id && main.TryGetPartById(id, out OpenXmlPart? part)
                && part is WorksheetPart worksheet)
                new SheetWriter(document).Write(name, new SheetReader(worksheet, cells).Read(cancellationToken));
        }
        if (hidden.Count > 0)
            document.Warn($"Hidden sheets were left out: {string.Join(", ", hidden)}.");
    }
}
