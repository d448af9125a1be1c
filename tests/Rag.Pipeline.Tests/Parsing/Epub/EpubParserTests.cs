using Rag.Pipeline.Parsing;
using Rag.Pipeline.Parsing.Epub;
using Rag.Pipeline.Tests.Parsing.Docx;

namespace Rag.Pipeline.Tests.Parsing.Epub;

public class EpubParserTests
{
    private const string Encryption =
        "<encryption xmlns:e=\"http://www.w3.org/2001/04/xmlenc#\"><e:EncryptedData>"
        + "<e:EncryptionMethod Algorithm=\"ALGORITHM\"/><e:CipherData>"
        + "<e:CipherReference URI=\"OPS/text/1.xhtml\"/></e:CipherData></e:EncryptedData></encryption>";

    [Fact]
    public async Task Chapters_are_read_in_the_order_of_the_spine_with_their_headings()
    {
        byte[] file = BookFile.Create(
            ["<h1>One</h1><p>First<a id=\"x\"/> page.</p>", "<h2>Two</h2><aside>A note.</aside><script>x</script>"],
            "<item id=\"last\" href=\"text/%C3%A9pi.xhtml\" media-type=\"application/xhtml+xml\"/>",
            "<itemref idref=\"last\"/>", ("OPS/text/épi.xhtml", "<html><body><p>Epigraph</p></body></html>"));

        ParsedDocument document = await ParseAsync(file);

        Assert.Equal("Epigraph\n\nOne\n\nFirst page.\n\nTwo\n\nA note.", document.Text);
        Assert.Equal([new Heading(10, 1, "One"), new Heading(28, 2, "Two")], document.Headings);
        Assert.Equal(("A book", "Ann, Bob"), (document.Title, document.Author));
    }

    [Theory]
    [InlineData(
        "<item id=\"nav\" href=\"nav.xhtml\" properties=\"nav\" media-type=\"application/xhtml+xml\"/>",
        "<itemref idref=\"nav\"/>", "OPS/nav.xhtml",
        "<nav><a href=\"text/1.xhtml\">Chapter one</a><a href=\"text/2.xhtml#a\">Chapter two</a></nav>")]
    [InlineData(
        "<item id=\"ncx\" href=\"toc.ncx\" media-type=\"application/x-dtbncx+xml\"/>", "", "OPS/toc.ncx",
        "<!DOCTYPE ncx PUBLIC \"x\" \"y\"><ncx><navMap><navPoint><navLabel><text>Chapter one</text></navLabel>"
        + "<content src=\"text/1.xhtml\"/></navPoint><navPoint><navLabel><text>Chapter two</text></navLabel>"
        + "<content src=\"text/2.xhtml#a\"/></navPoint></navMap></ncx>")]
    public async Task The_list_of_contents_names_chapters_without_headings_and_is_no_text(
        string item, string reference, string path, string list)
    {
        byte[] file = BookFile.Create(
            ["<p>CHAPTER ONE</p><p>a</p>", "<p>b</p>"], item, reference, (path, list));

        ParsedDocument document = await ParseAsync(file);

        Assert.Equal("Chapter one\n\na\n\nChapter two\n\nb", document.Text);
        Assert.Equal(["Chapter one", "Chapter two"], document.Headings.Select(heading => heading.Text));
    }

    [Fact]
    public async Task A_protected_book_is_encrypted_and_one_with_scrambled_fonts_is_not()
    {
        (string, string) drm = ("META-INF/encryption.xml",
            Encryption.Replace("ALGORITHM", "http://www.w3.org/2001/04/xmlenc#aes128-cbc"));
        (string, string) fonts = ("META-INF/encryption.xml",
            Encryption.Replace("ALGORITHM", "http://www.idpf.org/2008/embedding"));

        Assert.Equal(
            ("encrypted", "The book's 'OPS/text/1.xhtml' is encrypted (DRM). Upload a copy without protection."),
            await FailureOfAsync(BookFile.Create(["x"], "", "", drm)));
        Assert.Null((await FailureOfAsync(BookFile.Create(["<p>x</p>"], "", "", fonts))).Code);
    }

    [Fact]
    public async Task A_page_outside_of_the_book_is_never_fetched_and_a_missing_one_reported()
    {
        const string Items =
            "<item id=\"far\" href=\"http://example.org/a.xhtml\" media-type=\"application/xhtml+xml\"/>"
            + "<item id=\"file\" href=\"file:///etc/passwd\" media-type=\"application/xhtml+xml\"/>"
            + "<item id=\"gone\" href=\"../../etc/passwd\" media-type=\"application/xhtml+xml\"/>";
        byte[] file = BookFile.Create(
            ["<p>x</p>"], Items, "<itemref idref=\"far\"/><itemref idref=\"file\"/><itemref idref=\"gone\"/>");

        ParsedDocument document = await ParseAsync(file);

        Assert.Equal("x", document.Text);
        Assert.Equal(["'etc/passwd' is missing in the file."], document.Warnings);
    }

    [Fact]
    public async Task What_cannot_be_used_says_why()
    {
        byte[] good = BookFile.Of("<p>x</p>");

        Assert.Equal(
            ("no_text", "The book holds no text; perhaps its pages are images."),
            await FailureOfAsync(BookFile.Of("<img src=\"1.png\"/>")));
        Assert.Equal("corrupt", (await FailureOfAsync(good[..(good.Length / 2)])).Code);
        Assert.Equal(
            ("corrupt", "The book has no 'META-INF/container.xml'."),
            await FailureOfAsync(BookFile.Zip(("mimetype", "application/epub+zip"))));
        Assert.Equal(
            ("corrupt", "The file is labelled EPUB but holds a Word document. Upload it under its true type."),
            await FailureOfAsync(WordFile.Of(WordFile.Paragraph("text"))));
        Assert.Equal("corrupt", (await FailureOfAsync(BookFile.Zip(
            ("mimetype", "application/epub+zip"),
            ("META-INF/container.xml", "<!DOCTYPE c [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><c>&a;</c>")))).Code);
    }

    [Fact]
    public async Task The_sample_reads_as_expected()
    {
        string path = Sources.Data("mixed/test.epub");

        ParsedDocument document = await ParseAsync(await File.ReadAllBytesAsync(path));

        Assert.StartsWith("Chapter 1: Test Content\n\nThis is a test", document.Text, StringComparison.Ordinal);
        Assert.Equal(("Test EPUB Document", "Test Author"), (document.Title, document.Author));
    }

    private static Task<(string? Code, string? Message)> FailureOfAsync(byte[] file) =>
        ParseFailure.OfAsync(() => ParseAsync(file));

    private static Task<ParsedDocument> ParseAsync(byte[] file) =>
        new EpubParser(new ParsingOptions())
            .ParseAsync(Sources.Bytes(ContentTypes.Epub, file), CancellationToken.None);
}
