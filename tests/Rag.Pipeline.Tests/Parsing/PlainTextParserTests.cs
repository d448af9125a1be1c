using Rag.Pipeline.Parsing;

namespace Rag.Pipeline.Tests.Parsing;

public class PlainTextParserTests
{
    private readonly PlainTextParser _parser = new(new ParsingOptions { MaxTextLength = 1_000 });

    [Fact]
    public async Task Text_is_kept_with_normal_line_ends()
    {
        ParsedDocument document = await ParseAsync("\uFEFFFirst line.\r\n\r\nSecond  line.\r\n"u8.ToArray());

        Assert.Equal("First line.\n\nSecond  line.\n", document.Text);
        Assert.Empty(document.Warnings);
        Assert.Empty(document.PageStarts);
        Assert.Null(document.Title);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t \u00A0\n")]
    [InlineData("\u200B\uFEFF")]
    public async Task Blank_files_have_no_text(string text)
    {
        ParseException failure = await Assert.ThrowsAsync<ParseException>(
            () => ParseAsync(System.Text.Encoding.UTF8.GetBytes(text)));

        Assert.Equal("no_text", failure.Code);
    }

    [Fact]
    public async Task A_text_beyond_the_limit_is_too_large_before_and_after_decoding()
    {
        foreach (int size in (int[])[1_001, 5_000])
        {
            ParseException failure = await Assert.ThrowsAsync<ParseException>(
                () => ParseAsync(System.Text.Encoding.UTF8.GetBytes(new string('a', size))));

            Assert.Equal("too_large", failure.Code);
            Assert.Contains("1000 characters", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task NUL_bytes_are_removed_with_a_warning()
    {
        ParsedDocument document = await ParseAsync("long enough a text\0 to be no UTF-16"u8.ToArray());

        Assert.Equal("long enough a text to be no UTF-16", document.Text);
        Assert.Equal(["1 control characters were removed."], document.Warnings);
    }

    private Task<ParsedDocument> ParseAsync(byte[] bytes) =>
        _parser.ParseAsync(Sources.Bytes(ContentTypes.PlainText, bytes), CancellationToken.None);
}
