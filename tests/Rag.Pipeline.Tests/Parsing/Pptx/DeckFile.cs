using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;

namespace Rag.Pipeline.Tests.Parsing.Pptx;

/// <summary>Makes small presentations, whose slides are given as XML.</summary>
internal static class DeckFile
{
    private const string Namespaces =
        "xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" "
        + "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
        + "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

    /// <summary>A presentation of slides that hold these shapes; the caller may add to its parts.</summary>
    public static byte[] Of(string[] slides, Action<PresentationDocument, SlidePart[]>? more = null)
    {
        using var stream = new MemoryStream();
        using (var deck = PresentationDocument.Create(stream, PresentationDocumentType.Presentation))
        {
            PresentationPart main = deck.AddPresentationPart();
            var parts = new SlidePart[slides.Length];
            var ids = new StringBuilder();
            for (int index = 0; index < slides.Length; index++)
            {
                parts[index] = main.AddNewPart<SlidePart>($"s{index}");
                Fill(parts[index], slides[index].StartsWith("<p:sld", StringComparison.Ordinal)
                    ? slides[index].Replace("<p:sld", $"<p:sld {Namespaces}", StringComparison.Ordinal)
                    : $"<p:sld {Namespaces}>{Tree(slides[index])}</p:sld>");
                ids.Append(CultureInfo.InvariantCulture, $"<p:sldId id=\"{256 + index}\" r:id=\"s{index}\"/>");
            }
            Fill(main, $"<p:presentation {Namespaces}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>");
            more?.Invoke(deck, parts);
        }
        return stream.ToArray();
    }

    /// <summary>What a slide, a layout, a master or notes hold.</summary>
    public static string Tree(string shapes) => $"<p:cSld><p:spTree>{shapes}</p:spTree></p:cSld>";

    /// <summary>A slide that the show leaves out.</summary>
    public static string Hidden(string shapes) => $"<p:sld show=\"0\">{Tree(shapes)}</p:sld>";

    /// <summary>A shape of these paragraphs in a placeholder, for instance <c>type="title"</c>.</summary>
    public static string Shape(string? placeholder, params string[] paragraphs) =>
        "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"s\"/><p:cNvSpPr/><p:nvPr>"
        + (placeholder is null ? "" : $"<p:ph {placeholder}/>")
        + $"</p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>{string.Concat(paragraphs)}</p:txBody></p:sp>";

    /// <summary>A paragraph; its properties are XML.</summary>
    public static string Text(string text, string properties = "") =>
        $"<a:p>{properties}<a:r><a:t>{text}</a:t></a:r></a:p>";

    /// <summary>A part of this root element.</summary>
    public static void Fill(OpenXmlPart part, string root, string content) =>
        Fill(part, $"<{root} {Namespaces}>{content}</{root.Split(' ')[0]}>");

    private static void Fill(OpenXmlPart part, string xml)
    {
        using Stream stream = part.GetStream(FileMode.Create);
        stream.Write(Encoding.UTF8.GetBytes(xml));
    }
}
