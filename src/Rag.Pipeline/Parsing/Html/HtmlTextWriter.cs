using System.Collections.Frozen;
using System.Text;
using AngleSharp.Dom;

namespace Rag.Pipeline.Parsing.Html;

/// <summary>
/// Writes elements as text the way a browser lays them out: paragraphs, lists, tables; links by their words.
/// </summary>
internal sealed class HtmlTextWriter(ParsedDocumentBuilder document, IReadOnlySet<INode> excluded)
{
    private static readonly FrozenSet<string> Blocks = FrozenSet.Create(
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main",
        "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul");

    // Spaces of indent per level of a list; deeper ones say nothing.
    private const int MaxListDepth = 8;

    private readonly StringBuilder _paragraph = new();
    private string _label = "";
    private bool _isNextLine;
    private int _listDepth;

    /// <summary>Whether an element stands on lines of its own.</summary>
    public static bool IsBlock(string name) => Blocks.Contains(name);

    /// <summary>Writes an element.</summary>
    public void Write(IElement root)
    {
        WriteElement(root);
        EndParagraph();
    }

    private void WriteChildren(INode parent)
    {
        foreach (INode child in parent.ChildNodes)
        {
            if (child is IText text)
                AppendCollapsed(text.Data);
            else if (child is IElement element && !excluded.Contains(element))
                WriteElement(element);
        }
    }

    private void WriteElement(IElement element)
    {
        switch (element.LocalName)
        {
            case "br":
                _paragraph.Append('\n');
                break;
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                EndParagraph();
                document.AppendHeading(element.LocalName[1] - '0', InlineTextOf(element));
                _isNextLine = false;
                break;
            case "pre":
                WritePreformatted(element);
                break;
            case "ul" or "ol":
                WriteList(element);
                break;
            case "dt" or "dd":
                EndParagraph();
                WriteChildren(element);
                EndParagraph();
                _isNextLine = element.LocalName == "dt";
                break;
            case "table" when DataTable.TryRead(element, excluded) is { } rows:
                WriteTable(rows);
                break;
            case var name when Blocks.Contains(name):
                EndParagraph();
                WriteChildren(element);
                EndParagraph();
                break;
            default:
                WriteChildren(element);
                break;
        }
    }

    private void WritePreformatted(IElement element)
    {
        EndParagraph();
        string text = element.TextContent.Trim('\n', '\r').TrimEnd();
        if (!string.IsNullOrWhiteSpace(text))
            document.AppendParagraph(text);
        _isNextLine = false;
    }

    private void WriteList(IElement list)
    {
        EndParagraph();
        // A list inside an item goes on in the lines of the outer list.
        if (_listDepth == 0)
            _isNextLine = false;
        _listDepth++;
        int number = 1;
        foreach (INode child in list.ChildNodes)
        {
            if (child is not IElement item || excluded.Contains(item))
                continue;
            EndParagraph();
            string indent = new(' ', Math.Min(_listDepth - 1, MaxListDepth) * 2);
            if (item.LocalName == "li")
                _label = indent + (list.LocalName == "ol" ? $"{number++}. " : "- ");
            WriteChildren(item);
            EndParagraph();
            _label = "";
        }
        _listDepth--;
        if (_listDepth == 0)
            _isNextLine = false;
    }

    private void WriteTable(IEnumerable<string> rows)
    {
        EndParagraph();
        document.AppendRows(rows);
        _isNextLine = false;
    }

    private void EndParagraph()
    {
        string text = _paragraph.ToString().Trim();
        _paragraph.Clear();
        if (text.Length == 0)
            return;
        // Two line breaks in a row are how old pages write a paragraph.
        const StringSplitOptions NonEmpty = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        foreach (string part in text.Split("\n\n", NonEmpty))
        {
            string line = _label + part;
            if (_isNextLine)
                document.AppendLine(line);
            else
                document.AppendParagraph(line);
            _isNextLine = _listDepth > 0;
            _label = "";
        }
    }

    private void AppendCollapsed(string text)
    {
        foreach (char character in text)
        {
            // White space as HTML knows it; a no-break space is a character.
            if (character is not (' ' or '\t' or '\n' or '\r' or '\f'))
                _paragraph.Append(character);
            else if (_paragraph.Length > 0 && _paragraph[^1] is not (' ' or '\n'))
                _paragraph.Append(' ');
        }
    }

    private string InlineTextOf(IElement element)
    {
        WriteInline(element);
        string text = _paragraph.ToString();
        _paragraph.Clear();
        return text;
    }

    private void WriteInline(INode parent)
    {
        foreach (INode child in parent.ChildNodes)
        {
            if (child is IText text)
                AppendCollapsed(text.Data);
            else if (child is IElement { LocalName: "br" })
                _paragraph.Append(' ');
            else if (child is IElement element && !excluded.Contains(element))
                WriteInline(element);
        }
    }
}
