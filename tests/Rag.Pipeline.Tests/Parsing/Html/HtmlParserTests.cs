using System.Text;
using Rag.Pipeline.Parsing;
using Rag.Pipeline.Parsing.Html;

namespace Rag.Pipeline.Tests.Parsing.Html;

public class HtmlParserTests
{
    [Fact]
    public async Task The_content_is_kept_and_what_stands_around_it_is_not()
    {
        ParsedDocument document = await ParseAsync(
            """
            <html><head><title>Shop | Tea</title><meta property="og:title" content="Tea">
            <meta name="author" content="Ann">
            <style>p { color: red }</style><script>var hidden = "script";</script></head><body>
            <nav><a href="/">Home</a><a href="/shop">Shop</a></nav><div class="sidebar">Buy now, buy cheap!</div>
            <main><h1>Green tea</h1><p>Green tea is made of leaves, which are <a href="/dry">dried</a>
            and   heated.</p><!-- a comment --><p style="display: none">Invisible.</p>
            <h2>Brewing</h2><ul><li>Boil water<ul><li>not too hot</li></ul></li><li>Wait</li></ul>
            <ol><li>Pour</li><li>Drink</li></ol>
            <table><tr><th>Kind</th><th>Price</th></tr><tr><td>Sencha</td><td>5</td></tr>
            </table><pre>a
              b</pre></main><footer>Imprint</footer></body></html>
            """);

        Assert.Equal(
            """
            Green tea

            Green tea is made of leaves, which are dried and heated.

            Brewing

            - Boil water
              - not too hot
            - Wait

            1. Pour
            2. Drink

            Kind | Price
            Sencha | 5

            a
              b
            """.ReplaceLineEndings("\n"), document.Text);
        Assert.Equal(("Tea", "Ann"), (document.Title, document.Author));
        Assert.Equal([new Heading(0, 1, "Green tea"), new Heading(69, 2, "Brewing")], document.Headings);
    }

    [Theory]
    [InlineData("<meta charset=windows-1251>", "windows-1251")]
    [InlineData("<meta http-equiv='Content-Type' content='text/html; charset=koi8-r'>", "koi8-r")]
    [InlineData("", "utf-8")]
    public async Task The_declared_charset_is_used(string meta, string charset)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        byte[] page = Encoding.GetEncoding(charset).GetBytes(
            $"<html><head>{meta}</head><body><p>Чай</p></body></html>");

        ParsedDocument document = await new HtmlParser(new ParsingOptions())
            .ParseAsync(Sources.Bytes(ContentTypes.Html, page), CancellationToken.None);

        Assert.Equal("Чай", document.Text);
        Assert.Empty(document.Warnings);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body></body></html>")]
    [InlineData("<script>document.write('text')</script>")]
    public async Task A_page_that_shows_nothing_has_no_text(string page)
    {
        ParseException failure = await Assert.ThrowsAsync<ParseException>(() => ParseAsync(page));

        Assert.Equal("no_text", failure.Code);
    }

    [Fact]
    public async Task The_content_of_real_pages_is_found()
    {
        string folder = Sources.Data("html");
        var scores = new List<(double Precision, double Recall)>();

        foreach (string page in Directory.EnumerateDirectories(folder))
        {
            string source = await File.ReadAllTextAsync(Path.Combine(page, "source.html"));
            string expected = await File.ReadAllTextAsync(Path.Combine(page, "expected.html"));
            scores.Add(Score(WordsOf(TextOf(expected)), WordsOf((await ParseAsync(source)).Text)));
        }

        // Measured: 0.967 and 0.992 over 32 pages.
        Assert.InRange(scores.Average(score => score.Precision), 0.95, 1);
        Assert.InRange(scores.Average(score => score.Recall), 0.98, 1);
    }

    private static string TextOf(string html)
    {
        var page = new AngleSharp.Html.Parser.HtmlParser()
            .ParseDocument(html.Replace("<", " <", StringComparison.Ordinal));
        return page.Body?.TextContent ?? "";
    }

    private static string[] WordsOf(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => new string([.. word.Where(char.IsLetterOrDigit)]).ToUpperInvariant())
            .Where(word => word.Length > 0).ToArray();

    private static (double Precision, double Recall) Score(string[] expected, string[] actual)
    {
        Dictionary<string, int> counts = expected.GroupBy(word => word)
            .ToDictionary(group => group.Key, group => group.Count());
        int common = actual.GroupBy(word => word)
            .Sum(group => Math.Min(group.Count(), counts.GetValueOrDefault(group.Key)));
        return ((double)common / Math.Max(1, actual.Length), (double)common / Math.Max(1, expected.Length));
    }

    private static Task<ParsedDocument> ParseAsync(string page) =>
        new HtmlParser(new ParsingOptions()).ParseAsync(Sources.Text(ContentTypes.Html, page), CancellationToken.None);
}
