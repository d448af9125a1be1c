using Rag.Pipeline.Parsing;
using Rag.Pipeline.Parsing.Pdf;

namespace Rag.Pipeline.Tests.Parsing.Pdf;

public class PdfParserTests
{
    private static readonly string[] DocumentedCodes = ["corrupt", "encrypted", "no_text", "timeout", "too_large"];

    [Fact]
    public async Task Pages_start_where_their_text_starts_and_wrapped_lines_are_joined()
    {
        byte[] file = PdfFile.Of(
            ["The first page has a sentence that was wrapped at the", "end of its line and goes on."],
            ["Second page."]);

        ParsedDocument document = await ParseAsync(file);

        Assert.Equal(
            "The first page has a sentence that was wrapped at the end of its line and goes on.\n\nSecond page.",
            document.Text);
        Assert.Equal([0, 84], document.PageStarts);
        Assert.Equal(("A title", "Ann"), (document.Title, document.Author));
    }

    [Fact]
    public async Task A_page_without_text_keeps_its_number_and_warns()
    {
        ParsedDocument document = await ParseAsync(PdfFile.Of(["One"], [], ["Three"]));

        Assert.Equal(3, document.PageStarts.Count);
        Assert.Equal("Three", document.Text[document.PageStarts[2]..]);
        Assert.Equal(["1 of 3 pages hold no text (pictures or scans): 2."], document.Warnings);
    }

    [Fact]
    public async Task Titles_that_nobody_gave_are_none()
    {
        ParsedDocument document = await ParseAsync(
            PdfFile.Create([["text"]], @"<< /Title (Microsoft Word - draft3.doc) /Author (\(anonymous\)) >>"));

        Assert.Null(document.Title);
        Assert.Null(document.Author);
    }

    [Fact]
    public async Task A_pdf_without_text_says_that_it_may_be_a_scan()
    {
        ParseException failure = await Assert.ThrowsAsync<ParseException>(() => ParseAsync(PdfFile.Of([], [])));

        Assert.Equal("no_text", failure.Code);
        Assert.Contains("OCR", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_pages_or_too_much_text_is_too_large()
    {
        byte[] file = PdfFile.Of(["One"], ["Two"], ["Three"]);
        string[] longPage = [.. Enumerable.Range(0, 50).Select(index => $"Line number {index} of a long page of text")];

        ParseException pages = await Assert.ThrowsAsync<ParseException>(
            () => ParseAsync(file, new ParsingOptions { MaxPageCount = 2 }));
        ParseException text = await Assert.ThrowsAsync<ParseException>(
            () => ParseAsync(PdfFile.Of(longPage), new ParsingOptions { MaxTextLength = 1_000 }));

        Assert.Equal(("too_large", "too_large"), (pages.Code, text.Code));
    }

    [Fact]
    public async Task Garbage_is_corrupt()
    {
        foreach (byte[] file in (byte[][])[[], "not a PDF"u8.ToArray(), "%PDF-1.7\n"u8.ToArray()])
        {
            ParseException failure = await Assert.ThrowsAsync<ParseException>(() => ParseAsync(file));
            Assert.Equal("corrupt", failure.Code);
        }
    }

    [Fact]
    public async Task A_missing_poppler_is_named_with_its_packages()
    {
        var options = new ParsingOptions { PopplerDirectory = "/nonexistent" };

        InvalidOperationException failure = await Assert.ThrowsAnyAsync<InvalidOperationException>(
            () => new PdfParser(options).ParseAsync(
                Sources.Bytes(ContentTypes.Pdf, PdfFile.Of(["text"])), CancellationToken.None));

        Assert.Contains("'poppler-utils' and 'poppler-data'", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pdf")]
    [InlineData("mixed")]
    [InlineData("hostile")]
    public async Task Every_sample_gives_text_or_a_documented_code(string folder)
    {
        string root = Sources.Data(folder);
        int read = 0;

        foreach (string path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            bool isPdf = path.EndsWith(".pdf", StringComparison.Ordinal)
                || path.Contains("qpdf-fuzz", StringComparison.Ordinal);
            if (!isPdf)
                continue;
            try
            {
                ParsedDocument document = await ParseAsync(await File.ReadAllBytesAsync(path));
                Assert.Equal(0, document.PageStarts[0]);
                Assert.Equal(document.PageStarts.Order(), document.PageStarts);
                read++;
            }
            catch (ParseException failure)
            {
                Assert.Contains(failure.Code, DocumentedCodes);
            }
        }

        Assert.True(read > 0);
    }

    [Fact]
    public async Task Password_protected_samples_are_encrypted()
    {
        foreach (string name in (string[])["rc4-40", "rc4-128", "aes-128", "aes-256", "aes-256-r6"])
        {
            byte[] file = await File.ReadAllBytesAsync(Sources.Data($"pdf/pdfminer/encryption/{name}.pdf"));
            ParseException failure = await Assert.ThrowsAsync<ParseException>(() => ParseAsync(file));
            Assert.Equal((name, "encrypted"), (name, failure.Code));
        }
    }

    private static Task<ParsedDocument> ParseAsync(byte[] file, ParsingOptions? options = null) =>
        PdfReading.ParseAsync(file, options);
}
