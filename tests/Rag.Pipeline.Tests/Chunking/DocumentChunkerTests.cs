using Rag.Pipeline.Chunking;
using Rag.Pipeline.Filtering;
using Rag.Pipeline.Parsing;

namespace Rag.Pipeline.Tests.Chunking;

public sealed class DocumentChunkerTests
{
    private static readonly IndexId Index = new("acme", "manuals", 1);
    private static readonly DocumentVersion Document = new("d1", 7);
    private static readonly ChunkingSettings Settings = new(ChunkingStrategy.Recursive, 50, 0);

    [Fact]
    public void Ordinals_count_from_0_and_ids_derive_from_them()
    {
        IReadOnlyList<Chunk> chunks = Cut(new ParsedDocument { Text = new string('x', 120) });

        Assert.Equal([0, 1, 2], chunks.Select(chunk => chunk.Ordinal));
        Assert.Equal(
            [ChunkId.Create(Index, "d1", 7, 0), ChunkId.Create(Index, "d1", 7, 1), ChunkId.Create(Index, "d1", 7, 2)],
            chunks.Select(chunk => chunk.Id));
    }

    [Fact]
    public void Positions_count_code_points()
    {
        string emoji = string.Concat(Enumerable.Repeat("😀", 20));

        IReadOnlyList<Chunk> chunks = Cut(new ParsedDocument { Text = $"{emoji}\n\n{emoji} end" });

        Assert.Equal([(0, 20), (22, 46)], chunks.Select(chunk => (chunk.Location.CharStart, chunk.Location.CharEnd)));
    }

    [Fact]
    public void A_passage_tells_the_page_on_which_it_starts()
    {
        string page = new('x', 40);
        var parsed = new ParsedDocument { Text = $"{page}\n\n{page}\n\n{page}", PageStarts = [0, 42, 84] };

        Assert.Equal([1, 2, 3], Cut(parsed).Select(chunk => chunk.Location.Page!.Value));
        Assert.Null(Cut(parsed with { PageStarts = [] })[0].Location.Page);
    }

    [Fact]
    public void Pages_without_text_are_counted_and_hold_no_passage()
    {
        string page = new('x', 40);
        var parsed = new ParsedDocument { Text = $"{page}\n\n{page}", PageStarts = [0, 0, 0, 42, 42] };

        Assert.Equal([3, 5], Cut(parsed).Select(chunk => chunk.Location.Page!.Value));
    }

    [Fact]
    public void A_passage_tells_the_headings_above_it()
    {
        string body = new('x', 40);
        ParsedDocument parsed = Markdown.Parse(
            $"{body}\n\n# Book\n\n## One\n{body}\n\n### Deep\n\n{body}\n\n## Two\n\n{body}\n\n# Other\n\n{body}");

        Assert.Equal(
            [null, "Book > One", "Book > One > Deep", "Book > Two", "Other"],
            Cut(parsed, settings: new(ChunkingStrategy.Markdown, 60, 0)).Select(chunk => chunk.Location.Section));
    }

    [Fact]
    public void The_title_goes_in_front_of_what_is_indexed_but_not_of_the_passage()
    {
        Chunk titled = Cut(new ParsedDocument { Text = "A passage." }, title: "A title")[0];
        Chunk untitled = Cut(new ParsedDocument { Text = "A passage." }, title: " ")[0];

        Assert.Equal("A title\n\nA passage.", titled.IndexedText);
        Assert.Equal("A passage.", titled.Text);
        Assert.Equal("A passage.", untitled.IndexedText);
    }

    [Theory]
    [InlineData("Guide > Charging", "Five to forty degrees.", "Manual\n\nCharging\n\nFive to forty degrees.")]
    [InlineData("Guide > Charging", "Charging\nFive to forty degrees.", "Manual\n\nCharging\nFive to forty degrees.")]
    [InlineData("Manual", "Five to forty degrees.", "Manual\n\nFive to forty degrees.")]
    [InlineData(null, "Five to forty degrees.", "Manual\n\nFive to forty degrees.")]
    public void The_innermost_heading_goes_in_front_where_the_passage_does_not_hold_it(
        string? section, string text, string expected) =>
        Assert.Equal(expected, DocumentChunker.IndexedText("Manual", section, text));

    [Fact]
    public void Settings_with_a_problem_are_refused_with_its_words()
    {
        var failure = Assert.Throws<ArgumentException>(() =>
            Cut(new ParsedDocument { Text = "x" }, settings: Settings with { Overlap = 50 }));

        Assert.StartsWith("chunking.overlap is 50", failure.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Chunk> Cut(
        ParsedDocument parsed, string? title = null, ChunkingSettings? settings = null) =>
        DocumentChunker.CreateDefault().Chunk(Index, Document, parsed, title, Metadata.Empty, settings ?? Settings);
}
