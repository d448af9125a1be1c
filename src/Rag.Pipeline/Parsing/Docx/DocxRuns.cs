using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using MathText = DocumentFormat.OpenXml.Math.Text;

namespace Rag.Pipeline.Parsing.Docx;

/// <summary>
/// The text of a paragraph as a reader sees it: insertions accepted, deletions and field codes left out.
/// </summary>
internal sealed class DocxRuns
{
    private readonly StringBuilder _text = new();
    private readonly List<TextBoxContent> _textBoxes = [];

    private DocxRuns()
    {
    }

    /// <summary>The text with tabs and line breaks.</summary>
    public string Text => _text.ToString();

    /// <summary>The text boxes anchored in the paragraph; their text is not part of <see cref="Text"/>.</summary>
    public IReadOnlyList<TextBoxContent> TextBoxes => _textBoxes;

    /// <summary>Reads a paragraph.</summary>
    public static DocxRuns Read(OpenXmlElement paragraph)
    {
        var runs = new DocxRuns();
        runs.Append(paragraph);
        return runs;
    }

    /// <summary>Everything inside an element on one line: a cell, a note.</summary>
    public static string LineOf(OpenXmlElement element)
    {
        var line = new StringBuilder();
        foreach (Paragraph paragraph in element.Descendants<Paragraph>())
            foreach (string word in Read(paragraph).Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                line.Append(line.Length == 0 ? "" : " ").Append(word);
        return line.ToString();
    }

    /// <summary>Whether the text inside was deleted or moved away by a tracked change.</summary>
    public static bool IsRemoved(OpenXmlElement element) =>
        element is DeletedRun or MoveFromRun or DeletedMathControl;

    /// <summary>The richest alternative; the others hold the same text for older programs.</summary>
    public static OpenXmlElement Preferred(AlternateContent alternatives) =>
        alternatives.GetFirstChild<AlternateContentChoice>()
        ?? (OpenXmlElement?)alternatives.GetFirstChild<AlternateContentFallback>() ?? alternatives;

    private void Append(OpenXmlElement parent)
    {
        foreach (OpenXmlElement child in parent.ChildElements)
            AppendChild(child);
    }

    private void AppendChild(OpenXmlElement child)
    {
        switch (child)
        {
            case Text text:
                _text.Append(text.Text);
                break;
            case MathText math:
                _text.Append(math.Text);
                break;
            case TabChar or PositionalTab:
                _text.Append('\t');
                break;
            case Break or CarriageReturn:
                _text.Append('\n');
                break;
            case NoBreakHyphen:
                _text.Append('-');
                break;
            case FootnoteEndnoteReferenceType reference:
                _text.Append(CultureInfo.InvariantCulture, $"[{reference.Id?.Value}]");
                break;
            case TextBoxContent box:
                _textBoxes.Add(box);
                break;
            case AlternateContent alternatives:
                Append(Preferred(alternatives));
                break;
            // The reading above the characters, which the characters repeat.
            case RubyContent or DeletedText or FieldCode or ParagraphProperties or RunProperties:
                break;
            case OpenXmlCompositeElement container when !IsRemoved(container):
                Append(container);
                break;
        }
    }
}
