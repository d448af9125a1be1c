using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Rag.Pipeline.Tests.Parsing.Docx;

/// <summary>Makes small Word documents.</summary>
internal static class WordFile
{
    /// <summary>A document of these blocks.</summary>
    public static byte[] Of(params OpenXmlElement[] blocks) =>
        Create(main => main.Document = new Document(new Body(blocks)));

    /// <summary>A document that the caller fills.</summary>
    public static byte[] Create(Action<MainDocumentPart> fill, Action<WordprocessingDocument>? describe = null)
    {
        using var stream = new MemoryStream();
        using (var word = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            fill(word.AddMainDocumentPart());
            describe?.Invoke(word);
        }
        return stream.ToArray();
    }

    /// <summary>A paragraph, in a style if one is named.</summary>
    public static Paragraph Paragraph(string text, string? style = null)
    {
        var paragraph = new Paragraph(new Run(new Text(text) { Space = SpaceProcessingModeValues.Preserve }));
        if (style is not null)
            paragraph.ParagraphProperties = new ParagraphProperties(new ParagraphStyleId { Val = style });
        return paragraph;
    }

    /// <summary>A ZIP container of these entries.</summary>
    public static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create))
            foreach ((string name, byte[] content) in entries)
            {
                using Stream entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        return stream.ToArray();
    }

    /// <summary>A Word container whose main part is this XML; more entries may be added.</summary>
    public static byte[] WithMainPart(string xml, params (string Name, byte[] Content)[] more)
    {
        const string Types =
            """
            <?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Default Extension="bin" ContentType="application/octet-stream"/>
            <Override PartName="/word/document.xml"
             ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
            </Types>
            """;
        const string Relationships =
            """
            <?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
            <Relationship Id="r1" Target="word/document.xml"
             Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>
            </Relationships>
            """;
        return Zip(
        [
            ("[Content_Types].xml", System.Text.Encoding.UTF8.GetBytes(Types)),
            ("_rels/.rels", System.Text.Encoding.UTF8.GetBytes(Relationships)),
            ("word/document.xml", System.Text.Encoding.UTF8.GetBytes(xml)),
            .. more,
        ]);
    }
}
