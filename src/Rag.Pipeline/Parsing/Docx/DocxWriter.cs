using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Rag.Pipeline.Parsing.Docx;

/// <summary>
/// Writes the blocks of a Word document as text: paragraphs, headings, lists, tables, text boxes, notes.
/// </summary>
internal sealed class DocxWriter(ParsedDocumentBuilder document, DocxStyles styles, DocxNumbering numbering)
{
    private bool _isInList;

    /// <summary>Text of the first paragraph in style Title; <see langword="null"/> if there is none.</summary>
    public string? TitleParagraph { get; private set; }

    /// <summary>Writes everything inside an element, in the order of the file.</summary>
    public void WriteBlocks(OpenXmlElement parent, CancellationToken cancellationToken)
    {
        foreach (OpenXmlElement child in parent.ChildElements)
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (child)
            {
                case Paragraph paragraph:
                    WriteParagraph(paragraph, cancellationToken);
                    break;
                case Table table:
                    WriteTable(table);
                    break;
                case AlternateContent alternatives:
                    WriteBlocks(DocxRuns.Preferred(alternatives), cancellationToken);
                    break;
                case OpenXmlCompositeElement container when !DocxRuns.IsRemoved(container):
                    WriteBlocks(container, cancellationToken);
                    break;
            }
        }
    }

    /// <summary>Writes the footnotes and endnotes below the text, under the numbers that the text refers to.</summary>
    public void WriteNotes(MainDocumentPart main)
    {
        WriteNotes(main.FootnotesPart?.Footnotes?.Elements<Footnote>() ?? []);
        WriteNotes(main.EndnotesPart?.Endnotes?.Elements<Endnote>() ?? []);
    }

    private void WriteNotes(IEnumerable<FootnoteEndnoteType> notes)
    {
        foreach (FootnoteEndnoteType note in notes)
        {
            // Separators are notes with a type.
            if (note.Type?.Value is not null and not FootnoteEndnoteValues.Normal)
                continue;
            string text = DocxRuns.LineOf(note);
            if (text.Length > 0)
                document.AppendParagraph($"[{note.Id?.Value}] {text}");
        }
    }

    private void WriteParagraph(Paragraph paragraph, CancellationToken cancellationToken)
    {
        var runs = DocxRuns.Read(paragraph);
        string text = runs.Text.Trim();
        if (text.Length > 0)
            WriteText(paragraph, text);
        foreach (TextBoxContent box in runs.TextBoxes)
            WriteBlocks(box, cancellationToken);
    }

    private void WriteText(Paragraph paragraph, string text)
    {
        int? level = styles.HeadingLevelOf(paragraph);
        bool isTitle = level is null && styles.IsTitle(paragraph);
        if (isTitle)
            TitleParagraph ??= text;
        NumberingProperties? list = paragraph.ParagraphProperties?.NumberingProperties ?? styles.NumberingOf(paragraph);
        string label = numbering.NextLabel(list);
        if (level is not null || isTitle)
        {
            document.AppendHeading(level ?? 1, label.StartsWith('-') ? text : label.TrimStart() + text);
            _isInList = false;
            return;
        }
        if (label.Length > 0 && _isInList)
            document.AppendLine(label + text);
        else
            document.AppendParagraph(label + text);
        _isInList = label.Length > 0;
    }

    private void WriteTable(Table table)
    {
        _isInList = false;
        document.AppendRows(RowsOf(table)
            .Select(row => CellsOf(row).Select(DocxRuns.LineOf).ToArray())
            .Where(cells => cells.Any(cell => cell.Length > 0))
            .Select(cells => string.Join(" | ", cells)));
    }

    // Content controls may stand around rows and cells.
    private static IEnumerable<TableRow> RowsOf(OpenXmlElement parent) =>
        parent.ChildElements.SelectMany(child => child switch
        {
            TableRow row => [row],
            SdtElement or SdtContentRow or CustomXmlElement => RowsOf(child),
            _ => Enumerable.Empty<TableRow>(),
        });

    private static IEnumerable<TableCell> CellsOf(OpenXmlElement parent) =>
        parent.ChildElements.SelectMany(child => child switch
        {
            TableCell cell => [cell],
            SdtElement or SdtContentCell or CustomXmlElement => CellsOf(child),
            _ => Enumerable.Empty<TableCell>(),
        });
}
