using System.Text;
using Rag.Pipeline.Parsing;
using Rag.Pipeline.Tests.Parsing.Docx;
using Rag.Pipeline.Tests.Parsing.Epub;
using Rag.Pipeline.Tests.Parsing.Odt;
using Rag.Pipeline.Tests.Parsing.Pptx;
using Rag.Pipeline.Tests.Parsing.Xlsx;

namespace Rag.Pipeline.Tests.Parsing;

public class ContentTypesTests
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13];
    private static readonly byte[] Zip = [(byte)'P', (byte)'K', 3, 4, 20, 0, 0, 0];
    private static readonly byte[] Ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0];
    private static readonly byte[] Pdf = [.. "%PDF-1.7\n%"u8, 0xE2, 0xE3, 0xCF, 0xD3];

    [Theory]
    [InlineData("a.txt", null, "text/plain")]
    [InlineData("A.MD", "application/octet-stream", "text/markdown")]
    [InlineData("a.md", "text/plain; charset=utf-8", "text/markdown")]
    [InlineData("a.csv", "application/vnd.ms-excel", "text/csv")]
    [InlineData("a.tsv", "", "text/tab-separated-values")]
    [InlineData("page", "text/html; charset=windows-1252", "text/html")]
    [InlineData("page.htm", null, "text/html")]
    [InlineData("page", "application/xhtml+xml", "text/html")]
    [InlineData("notes.log", null, "text/plain")]
    [InlineData("data.json", null, "application/json")]
    [InlineData(null, "TEXT/X-Markdown", "text/markdown")]
    [InlineData(null, null, "text/plain")]
    [InlineData("README", "application/octet-stream", "text/plain")]
    [InlineData("archive.d/README", null, "text/plain")]
    public void Text_formats_resolve(string? fileName, string? declared, string expected)
    {
        ContentTypeResolution resolution = ContentTypes.Resolve(fileName, declared, "some text"u8);

        Assert.Equal(expected, resolution.ContentType);
        Assert.Equal(ContentTypeOutcome.Supported, resolution.Outcome);
        Assert.Null(resolution.Message);
    }

    [Fact]
    public void Pdf_and_word_resolve_by_name_by_type_and_by_bytes_alone()
    {
        byte[] docx = WordFile.Zip(("[Content_Types].xml", []), ("word/document.xml", []));

        Assert.Equal(ContentTypes.Pdf, ContentTypes.Resolve("a.pdf", null, Pdf).ContentType);
        Assert.Equal(ContentTypes.Pdf, ContentTypes.Resolve(null, "application/x-pdf", Pdf).ContentType);
        Assert.Equal(ContentTypes.Pdf, ContentTypes.Resolve("upload", null, Pdf).ContentType);
        Assert.Equal(ContentTypes.Docx, ContentTypes.Resolve("a.docx", "application/zip", docx).ContentType);
        Assert.Equal(ContentTypes.Docx, ContentTypes.Resolve(null, null, docx).ContentType);
        Assert.Equal(ContentTypes.Docx, ContentTypes.Resolve("encrypted.docx", null, Ole).ContentType);
    }

    [Fact]
    public void Zip_containers_are_told_apart_by_what_they_hold()
    {
        (string ContentType, byte[] Bytes)[] files =
        [
            (ContentTypes.Docx, WordFile.Of(WordFile.Paragraph("x"))), (ContentTypes.Pptx, DeckFile.Of(["x"])),
            (ContentTypes.Xlsx, SheetFile.Of("")), (ContentTypes.Epub, BookFile.Of("x")),
            (ContentTypes.Odt, OdtFile.Of("")),
        ];

        foreach ((string contentType, byte[] bytes) in files)
            foreach ((string label, _) in files)
            {
                ContentTypeResolution labelled = ContentTypes.Resolve("a", label, bytes);
                Assert.Equal((label, contentType == label), (label, labelled.IsSupported));
                Assert.Equal(contentType, ContentTypes.Resolve(null, "application/zip", bytes).ContentType);
            }
    }

    [Fact]
    public void A_file_whose_bytes_are_of_another_kind_is_mislabelled()
    {
        (string FileName, byte[] Bytes)[] files =
        [
            ("a.pdf", Zip), ("a.pdf", Png), ("a.pdf", Ole), ("a.docx", Pdf), ("a.docx", Png), ("a.txt", Png),
            ("a.txt", Pdf),
            ("a.html", Zip), ("a.md", [(byte)'a', 0, 0, 7, (byte)'b', 0]), ("a.csv", [1, 2, 3, 4, 5, 6]),
        ];

        foreach ((string fileName, byte[] bytes) in files)
        {
            ContentTypeResolution resolution = ContentTypes.Resolve(fileName, null, bytes);
            Assert.Equal((fileName, ContentTypeOutcome.Mislabelled), (fileName, resolution.Outcome));
            Assert.Null(resolution.ContentType);
        }
    }

    [Fact]
    public void Utf16_text_is_text_although_it_holds_NUL_bytes()
    {
        Assert.True(ContentTypes.Resolve("a.txt", null, Encoding.Unicode.GetBytes("A line of text.\n")).IsSupported);
        Assert.True(ContentTypes.Resolve("a.csv", null, [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a;b")]).IsSupported);
    }

    [Theory]
    [InlineData("a.exe", null)]
    [InlineData("a.xls", "application/octet-stream")]
    [InlineData("a.txt", "image/png")]
    [InlineData("a", "application/x-whatever")]
    public void Other_formats_are_unsupported_and_the_message_lists_the_supported_ones(
        string fileName, string? declared)
    {
        ContentTypeResolution resolution = ContentTypes.Resolve(fileName, declared, "some text"u8);

        Assert.Equal(ContentTypeOutcome.Unsupported, resolution.Outcome);
        Assert.Contains(
            "PDF (.pdf), Word (.docx .docm), PowerPoint (.pptx", resolution.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "The file 'a.xyz' is not supported. Supported are: ")]
    [InlineData("image/png", "The file 'a.xyz' of type 'image/png' is not supported. Supported are: ")]
    public void The_message_names_the_type_only_if_one_was_sent(string? declared, string beginning)
    {
        Assert.StartsWith(
            beginning, ContentTypes.Resolve("a.xyz", declared, "some text"u8).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_pdf_is_let_through_for_its_parser_to_explain()
    {
        Assert.Equal(ContentTypes.Pdf, ContentTypes.Resolve("a.pdf", null, "not a PDF at all"u8).ContentType);
    }

    [Fact]
    public void An_empty_file_resolves_by_its_name()
    {
        Assert.Equal(ContentTypes.PlainText, ContentTypes.Resolve("a.txt", null, []).ContentType);
    }
}
