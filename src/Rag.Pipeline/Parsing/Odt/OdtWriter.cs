using System.Globalization;
using System.Xml.Linq;

namespace Rag.Pipeline.Parsing.Odt;

/// <summary>
/// Writes the blocks of an OpenDocument text: paragraphs, headings, lists, tables, text boxes, notes.
/// </summary>
internal sealed class OdtWriter(ParsedDocumentBuilder document, OdtStyles styles)
{
    private const int MaxIndentLevel = 8;

    private readonly List<string> _notes = [];
    private readonly Dictionary<(string? List, int Level), int> _counters = [];
    private bool _isInList;

    /// <summary>Text of the first paragraph in style Title; <see langword="null"/> if there is none.</summary>
    public string? TitleParagraph { get; private set; }

    /// <summary>Writes everything inside an element, in the order of the file.</summary>
    public void WriteBlocks(XElement parent, CancellationToken cancellationToken)
    {
        foreach (XElement child in parent.Elements())
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (child.Name.LocalName)
            {
                case "p" or "h" when child.Name.Namespace == OdtNames.Text:
                    WriteParagraph(child, "", cancellationToken);
                    break;
                case "list":
                    WriteList(child, level: 1, style: null, cancellationToken);
                    break;
                case "table" when child.Name.Namespace == OdtNames.Table:
                    WriteTable(child);
                    break;
                // What was deleted, and lists that repeat the headings.
                case "tracked-changes" or "table-of-content" or "annotation":
                    break;
                default:
                    WriteBlocks(child, cancellationToken);
                    break;
            }
        }
    }

    /// <summary>Writes the notes below the text, under the numbers that the text refers to.</summary>
    public void WriteNotes()
    {
        foreach (string note in _notes)
            document.AppendParagraph(note);
    }

    private void WriteParagraph(XElement paragraph, string label, CancellationToken cancellationToken)
    {
        OdtText read = OdtText.Read(paragraph);
        string text = read.Text.Trim();
        if (text.Length > 0)
            WriteText(paragraph, text, label);
        foreach (XElement note in read.Notes)
            if (note.Element(OdtNames.Text + "note-body") is { } body)
                _notes.Add($"[{note.Element(OdtNames.Text + "note-citation")?.Value.Trim()}] {OdtText.LineOf(body)}");
        foreach (XElement box in read.Boxes)
            WriteBlocks(box, cancellationToken);
    }

    private void WriteText(XElement paragraph, string text, string label)
    {
        bool isTitle = styles.IsTitle(paragraph.Attribute(OdtNames.Text + "style-name")?.Value);
        if (isTitle)
            TitleParagraph ??= TextNormalizer.Line(text);
        if (isTitle || paragraph.Name.LocalName == "h")
        {
            string? outline = paragraph.Attribute(OdtNames.Text + "outline-level")?.Value;
            bool isStated = int.TryParse(outline, NumberStyles.None, CultureInfo.InvariantCulture, out int level);
            document.AppendHeading(isStated ? level : 1, text);
            _isInList = false;
            return;
        }
        if (label.Length > 0 && _isInList)
            document.AppendLine(label + text);
        else
            document.AppendParagraph(label + text);
        _isInList = label.Length > 0;
    }

    private void WriteList(XElement list, int level, string? style, CancellationToken cancellationToken)
    {
        style = list.Attribute(OdtNames.Text + "style-name")?.Value ?? style;
        bool isNumbered = styles.IsNumbered(style, level);
        bool continues = list.Attribute(OdtNames.Text + "continue-numbering")?.Value == "true"
            || list.Attribute(OdtNames.Text + "continue-list") is not null;
        int count = continues ? _counters.GetValueOrDefault((style, level)) : 0;
        string indent = new(' ', Math.Min(level - 1, MaxIndentLevel) * 2);
        foreach (XElement item in list.Elements())
        {
            bool isLabelled = item.Name.LocalName == "list-item"
                && item.Elements().FirstOrDefault()?.Name.LocalName is "p" or "h";
            string label = isNumbered ? string.Create(CultureInfo.InvariantCulture, $"{count + 1}. ") : "- ";
            count += isLabelled ? 1 : 0;
            foreach (XElement child in item.Elements())
            {
                if (child.Name.LocalName == "list")
                    WriteList(child, level + 1, style, cancellationToken);
                else if (child.Name.LocalName is "p" or "h")
                {
                    WriteParagraph(child, isLabelled ? indent + label : "", cancellationToken);
                    isLabelled = false;
                }
                else
                    WriteBlocks(child, cancellationToken);
            }
        }
        _counters[(style, level)] = count;
    }

    private void WriteTable(XElement table)
    {
        _isInList = false;
        // Rows may stand in groups; those of a table inside a cell belong to the cell.
        document.AppendRows(table.Descendants(OdtNames.Table + "table-row")
            .Where(row => row.Ancestors(OdtNames.Table + "table").First() == table)
            .Select(LineOf)
            .Where(line => line.Length > 0));
    }

    private static string LineOf(XElement row) => string.Join(" | ", row.Elements()
        .Where(cell => cell.Name.LocalName is "table-cell" or "covered-table-cell")
        .Select(OdtText.LineOf)).TrimEnd(' ', '|');
}
