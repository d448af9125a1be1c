using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Rag.Pipeline.Parsing.Odt;

/// <summary>The text of a paragraph, and what is anchored in it.</summary>
internal sealed class OdtText
{
    // More spaces in a row lay out a page.
    private const int MaxSpaces = 20;

    private readonly StringBuilder _text = new();
    private readonly List<XElement> _boxes = [];
    private readonly List<XElement> _notes = [];

    private OdtText()
    {
    }

    /// <summary>The text with tabs and line breaks.</summary>
    public string Text => _text.ToString();

    /// <summary>The text boxes anchored in the paragraph; their text is not part of <see cref="Text"/>.</summary>
    public IReadOnlyList<XElement> Boxes => _boxes;

    /// <summary>The footnotes and endnotes that the text refers to.</summary>
    public IReadOnlyList<XElement> Notes => _notes;

    /// <summary>Reads a paragraph.</summary>
    public static OdtText Read(XElement paragraph)
    {
        var text = new OdtText();
        text.Append(paragraph);
        return text;
    }

    /// <summary>Everything inside an element on one line: a cell, a note.</summary>
    public static string LineOf(XElement element) => TextNormalizer.Line(string.Join('\n', element.Descendants()
        .Where(child => child.Name == OdtNames.Text + "p" || child.Name == OdtNames.Text + "h")
        .Select(paragraph => Read(paragraph).Text)));

    private void Append(XElement parent)
    {
        foreach (XNode node in parent.Nodes())
        {
            if (node is XText text)
                AppendCollapsed(text.Value);
            else if (node is XElement element)
                AppendElement(element);
        }
    }

    private void AppendElement(XElement element)
    {
        switch (element.Name.LocalName)
        {
            case "s":
                string? count = element.Attribute(OdtNames.Text + "c")?.Value;
                int spaces = int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int c) ? c : 1;
                _text.Append(' ', Math.Min(spaces, MaxSpaces));
                break;
            case "tab":
                _text.Append('\t');
                break;
            case "line-break":
                _text.Append('\n');
                break;
            case "note":
                _text.Append('[').Append(element.Element(OdtNames.Text + "note-citation")?.Value.Trim()).Append(']');
                _notes.Add(element);
                break;
            // Comments, the reading above characters, and text that a condition hides.
            case "annotation" or "ruby-text" or "hidden-text" or "hidden-paragraph":
                break;
            case "text-box":
                _boxes.Add(element);
                break;
            default:
                Append(element);
                break;
        }
    }

    // White space counts once, as in HTML; 's' stands for more of it.
    private void AppendCollapsed(string text)
    {
        foreach (char character in text)
        {
            if (character is not (' ' or '\t' or '\n' or '\r'))
                _text.Append(character);
            else if (_text.Length > 0 && _text[^1] is not (' ' or '\n'))
                _text.Append(' ');
        }
    }
}
