namespace Rag.Pipeline.Tests.Parsing.Pdf;

public class PdfHyphensTests
{
    [Theory]
    [InlineData("infor-", "mation", "information")]
    [InlineData("state-of-the-", "art", "state-of-the-art")]
    [InlineData("well-", "known", "well-known")]
    [InlineData("real-", "time", "real-time")]
    [InlineData("2020-", "2021", "2020-2021")]
    [InlineData("COVID-", "19", "COVID-19")]
    [InlineData("Anglo-", "Saxon", "Anglo-Saxon")]
    [InlineData("USB-", "Stick", "USB-Stick")]
    [InlineData("LVM-", "partition", "LVM-partition")]
    [InlineData("GARAN-", "TIE", "GARANTIE")]
    [InlineData("Haupt-", "und", "Haupt- und")]
    [InlineData("example.org/a-", "path", "example.org/a-path")]
    [InlineData("Donaudampf-", "schiff", "Donaudampfschiff")]
    public async Task A_hyphen_at_a_line_end_stays_if_it_is_the_words(string head, string tail, string expected)
    {
        byte[] file = PdfFile.Printed(PdfText.Lines(50, 700,
            "The art of this time is known to give much more",
            "It is a well-known fact of all of the text here",
            $"and this long line was broken near here {head}",
            $"{tail} and then there are some more words here"));

        string text = (await PdfReading.ParseAsync(file)).Text;

        Assert.Contains($"near here {expected} and then", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("The document says email and email again.", "email")]
    [InlineData("The document says e-mail and e-mail again.", "e-mail")]
    public async Task The_documents_own_words_decide(string sentence, string expected)
    {
        byte[] file = PdfFile.Printed(PdfText.Lines(50, 700,
            sentence, "A line that goes on until it meets the end with e-", "mail as its last word and one more."));

        string text = (await PdfReading.ParseAsync(file)).Text;

        Assert.Contains($"the end with {expected} as its", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_word_that_goes_on_on_the_next_page_is_put_together_and_the_page_starts_within_it()
    {
        byte[] file = PdfFile.Printed(
            PdfText.Lines(50, 60, "The last line of the page is broken within its infor-"),
            PdfText.Lines(50, 700, "mation."));

        var document = await PdfReading.ParseAsync(file);

        Assert.Equal("The last line of the page is broken within its information.", document.Text);
        Assert.Equal("mation.", document.Text[document.PageStarts[1]..]);
    }
}
