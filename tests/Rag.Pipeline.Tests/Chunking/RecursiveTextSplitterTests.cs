using FsCheck;
using FsCheck.Fluent;
using Rag.Pipeline.Chunking;
using Rag.Pipeline.Parsing;

namespace Rag.Pipeline.Tests.Chunking;

public sealed class RecursiveTextSplitterTests
{
    private static readonly Gen<string> Text =
        Gen.Elements("\n\n", "\n", " ", "  ", "word", "x", "漢", "😀", "ab\u0301", ". ", new string('y', 70))
            .ListOf().Select(pieces => string.Concat(pieces));

    private static readonly Gen<ChunkingSettings> Settings =
        from size in Gen.Choose(50, 200)
        from overlap in Gen.Choose(0, size - 1)
        select new ChunkingSettings(ChunkingStrategy.Recursive, size, overlap);

    [Fact]
    public void Paragraphs_that_fit_stay_together()
    {
        string first = new('a', 30);
        string second = new('b', 30);
        string third = new('c', 30);

        Assert.Equal(
            [$"{first}\n\n{second}", third],
            Chunks($"{first}\n\n{second}\n\n{third}", new ChunkingSettings(ChunkingStrategy.Recursive, 70, 0)));
    }

    [Fact]
    public void Overlap_repeats_the_last_words_of_the_previous_chunk()
    {
        const string Words = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen";

        Assert.Equal(
            [
                "one two three four five six seven eight nine ten",
                "eight nine ten eleven twelve thirteen fourteen",
            ],
            Chunks(Words, new ChunkingSettings(ChunkingStrategy.Recursive, 50, 16)));
    }

    [Fact]
    public void A_surrogate_pair_is_never_cut_apart()
    {
        IReadOnlyList<string> chunks =
            Chunks("x" + string.Concat(Enumerable.Repeat("😀", 60)), new(ChunkingStrategy.Recursive, 50, 0));

        Assert.Equal([49, 50, 22], chunks.Select(chunk => chunk.Length));
        Assert.All(chunks, chunk => Assert.False(char.IsLowSurrogate(chunk[0])));
    }

    [Fact]
    public void Text_without_any_configured_separator_is_cut_between_characters() =>
        Assert.Equal([50, 50, 20], Chunks(new string('x', 120), new(ChunkingStrategy.Recursive, 50, 0, ["\n"]))
            .Select(chunk => chunk.Length));

    [Fact]
    public void Nothing_is_lost_limits_hold_and_spans_ascend()
    {
        Prop.ForAll(Text.ToArbitrary(), Settings.ToArbitrary(), (text, settings) =>
        {
            IReadOnlyList<TextSpan> spans = Split(text, settings);
            bool[] covered = new bool[text.Length];
            for (int index = 0; index < spans.Count; index++)
            {
                TextSpan span = spans[index];
                Assert.InRange(span.Length, 1, settings.Size);
                Assert.False(char.IsWhiteSpace(text[span.Start]) || char.IsWhiteSpace(text[span.End - 1]));
                Array.Fill(covered, true, span.Start, span.Length);
                if (index == 0)
                    continue;
                Assert.True(spans[index - 1].Start <= span.Start && spans[index - 1].End <= span.End);
                Assert.True(spans[index - 1].End - span.Start <= settings.Overlap);
            }
            Assert.All(Enumerable.Range(0, text.Length), at => Assert.True(covered[at] || char.IsWhiteSpace(text[at])));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void One_endless_line_is_cut_in_bounded_pieces()
    {
        IReadOnlyList<TextSpan> spans = Split(new string('x', 20_000_000), new(ChunkingStrategy.Recursive, 1000, 100));

        Assert.Equal(22_223, spans.Count);
    }

    private static IReadOnlyList<TextSpan> Split(string text, ChunkingSettings settings) =>
        new RecursiveTextSplitter().Split(new ParsedDocument { Text = text }, settings);

    private static IReadOnlyList<string> Chunks(string text, ChunkingSettings settings) =>
        [.. Split(text, settings).Select(span => text[span.Start..span.End])];
}
