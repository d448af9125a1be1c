using Rag.Pipeline.Chunking;
using Rag.Pipeline.Parsing;

namespace Rag.Pipeline.Tests.Chunking;

public sealed class MarkdownTextSplitterTests
{
    private static readonly ChunkingSettings Settings = new(ChunkingStrategy.Markdown, 60, 20);

    [Fact]
    public void No_chunk_holds_text_of_two_sections() =>
        Assert.Equal(
            ["Preface.", "# One\nFirst.", "# Two\nSecond."],
            Chunks("Preface.\n\n# One\nFirst.\n\n# Two\nSecond."));

    [Fact]
    public void A_heading_without_text_goes_with_the_section_below_it() =>
        Assert.Equal(
            ["# Book\n\n## One\nFirst.", "## Two\nSecond.", "# End"],
            Chunks("# Book\n\n## One\nFirst.\n## Two\nSecond.\n# End"));

    [Fact]
    public void A_long_section_is_cut_with_overlap_inside_the_section()
    {
        string words = string.Join(' ', Enumerable.Range(100, 25));

        IReadOnlyList<string> chunks = Chunks($"# One\n{words}\n# Two\nShort.");

        Assert.Equal("# Two\nShort.", chunks[^1]);
        Assert.All(chunks, chunk => Assert.InRange(chunk.Length, 1, 60));
        Assert.Contains(chunks, chunk => chunk.EndsWith("124", StringComparison.Ordinal));
    }

    [Fact]
    public void A_long_paragraph_is_cut_between_sentences() =>
        Assert.Equal(
            ["The first one has several words. So has the second.", "So has the second. The last is last."],
            Chunks("The first one has several words. So has the second. The last is last."));

    [Fact]
    public void The_default_settings_cut_text_without_headings_within_their_size()
    {
        string sentences = string.Concat(Enumerable.Repeat("This sentence has forty-two characters. ", 100));

        IReadOnlyList<TextSpan> spans =
            new MarkdownTextSplitter().Split(new ParsedDocument { Text = sentences }, ChunkingDefaults.Settings);

        Assert.All(spans, span => Assert.InRange(span.Length, 1, 920));
        Assert.All(spans, span => Assert.Equal('.', sentences[span.End - 1]));
        Assert.Equal(79, spans[0].End - spans[1].Start);
    }

    private static IReadOnlyList<string> Chunks(string text)
    {
        ParsedDocument document = Markdown.Parse(text);
        return [.. new MarkdownTextSplitter().Split(document, Settings).Select(span => text[span.Start..span.End])];
    }
}
