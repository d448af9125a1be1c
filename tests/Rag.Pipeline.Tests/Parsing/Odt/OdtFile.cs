using Rag.Pipeline.Tests.Parsing.Epub;

namespace Rag.Pipeline.Tests.Parsing.Odt;

/// <summary>Makes small OpenDocument texts.</summary>
internal static class OdtFile
{
    private const string Namespaces =
        "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
        + "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "
        + "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
        + "xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" "
        + "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "
        + "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"";

    /// <summary>A text of these blocks.</summary>
    public static byte[] Of(string blocks) => Create(blocks, "");

    /// <summary>A text with styles of its own; more files may be added.</summary>
    public static byte[] Create(string blocks, string styles, params (string Path, string Text)[] more) =>
        BookFile.Zip(
        [
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            ("content.xml", $"<office:document-content {Namespaces}><office:automatic-styles>{styles}"
                + $"</office:automatic-styles><office:body><office:text>{blocks}</office:text></office:body>"
                + "</office:document-content>"),
            .. more,
        ]);

    /// <summary>The file that holds the title and the author.</summary>
    public static (string Path, string Text) Metadata(string title, string author) => ("meta.xml",
        $"<office:document-meta {Namespaces}><office:meta><dc:title>{title}</dc:title><dc:creator>{author}"
        + "</dc:creator></office:meta></office:document-meta>");
}
