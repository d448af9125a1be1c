using Rag.Pipeline.Parsing;

namespace Rag.Pipeline.Tests.Parsing;

public class MarkdownParserTests
{
    [Fact]
    public async Task The_text_is_the_source_and_headings_point_into_it()
    {
        const string Source = "# One `code`\r\n\r\ntext\r\n\r\nTwo *b*\r\n-----\r\n\r\n"
            + "```\r\n# no heading\r\n```\r\n\r\n> ### Three ###\r\n";

        ParsedDocument document = await ParseAsync(Source);

        Assert.Equal(Source.ReplaceLineEndings("\n"), document.Text);
        Assert.Equal("One code", document.Title);
        Assert.Equal(
            [new Heading(0, 1, "One code"), new Heading(20, 2, "Two b"), new Heading(57, 3, "Three")],
            document.Headings);
        Assert.StartsWith("> ### Three", document.Text[57..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Yaml_front_matter_gives_title_and_author_and_is_not_text()
    {
        ParsedDocument document = await ParseAsync(
            "---\r\ntitle: \"A: guide\"\r\ndate: 2024-01-01\r\nauthors:\r\n"
            + "  - Ann\r\n  - 'Bob'\r\n---\r\n# Heading\r\n");

        Assert.Equal("A: guide", document.Title);
        Assert.Equal("Ann, Bob", document.Author);
        Assert.Equal("# Heading\n", document.Text);
        Assert.Equal([new Heading(0, 1, "Heading")], document.Headings);
    }

    [Fact]
    public async Task Toml_front_matter_works_too()
    {
        ParsedDocument document = await ParseAsync("+++\ntitle = \"T\"\nauthor = \"Ann\"\n+++\nbody");

        Assert.Equal(("T", "Ann", "body"), (document.Title, document.Author, document.Text));
    }

    [Fact]
    public async Task Horizontal_rules_are_no_front_matter()
    {
        const string Source = "---\n\nIntro\n\n---\n\nMore";

        Assert.Equal(Source, (await ParseAsync(Source)).Text);
    }

    [Theory]
    [InlineData(">")]
    [InlineData("- ")]
    [InlineData("[")]
    [InlineData("*a ")]
    public async Task Hostile_nesting_costs_at_most_the_headings(string nested)
    {
        string source = "# Title\n\n" + string.Concat(Enumerable.Repeat(nested, 10_000)) + "text";

        ParsedDocument document = await ParseAsync(source);

        Assert.Equal(source, document.Text);
    }

    [Fact]
    public async Task Every_heading_of_the_specification_is_found_at_its_line()
    {
        string spec = await File.ReadAllTextAsync(Sources.Data("markdown/commonmark-spec.txt"));

        ParsedDocument document = await ParseAsync(spec);

        Assert.Equal("CommonMark Spec", document.Title);
        Assert.Contains(document.Headings, heading => heading is { Level: 2, Text: "ATX headings" });
        Assert.All(document.Headings, heading =>
            Assert.True(heading.Start == 0 || document.Text[heading.Start - 1] == '\n'));
    }

    private static Task<ParsedDocument> ParseAsync(string source) =>
        new MarkdownParser(new ParsingOptions()).ParseAsync(
            Sources.Text(ContentTypes.Markdown, source), CancellationToken.None);
}
