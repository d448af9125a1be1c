using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Drawing;
using MathText = DocumentFormat.OpenXml.Math.Text;

namespace Rag.Pipeline.Parsing.Pptx;

/// <summary>The text of DrawingML paragraphs.</summary>
internal static class SlideText
{
    /// <summary>A paragraph with its line breaks; the number that PowerPoint shows on the slide is left out.</summary>
    public static string Of(OpenXmlElement paragraph)
    {
        var text = new StringBuilder();
        Append(paragraph, text);
        return text.ToString();
    }

    /// <summary>Everything inside an element on one line: a title, a cell.</summary>
    public static string LineOf(OpenXmlElement element)
    {
        var line = new StringBuilder();
        foreach (Paragraph paragraph in element.Descendants<Paragraph>())
            foreach (string word in Of(paragraph).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                line.Append(line.Length == 0 ? "" : " ").Append(word);
        return line.ToString();
    }

    /// <summary>The richest alternative; the others hold the same for older programs.</summary>
    public static OpenXmlElement Preferred(AlternateContent alternatives) =>
        alternatives.GetFirstChild<AlternateContentChoice>()
        ?? (OpenXmlElement?)alternatives.GetFirstChild<AlternateContentFallback>() ?? alternatives;

    private static void Append(OpenXmlElement parent, StringBuilder text)
    {
        foreach (OpenXmlElement child in parent.ChildElements)
        {
            switch (child)
            {
                case Text run:
                    text.Append(run.Text);
                    break;
                case MathText math:
                    text.Append(math.Text);
                    break;
                case Break:
                    text.Append('\n');
                    break;
                case Field { Type.Value: "slidenum" }:
                    break;
                case AlternateContent alternatives:
                    Append(Preferred(alternatives), text);
                    break;
                default:
                    Append(child, text);
                    break;
            }
        }
    }
}
