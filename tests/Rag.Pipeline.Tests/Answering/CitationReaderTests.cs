using Rag.Pipeline.Answering;
using Rag.Pipeline.Answering.Links;
using Rag.Pipeline.Filtering;
using Rag.Pipeline.Retrieval;

namespace Rag.Pipeline.Tests.Answering;

public sealed class CitationReaderTests
{
    [Fact]
    public void A_marker_cites_the_words_before_it_and_is_checked_against_its_source()
    {
        (string text, IReadOnlyList<CitedSpan> citations) = Read(["The tower has 324 metres. [1] It is grey. [2]"]);

        Assert.Equal("The tower has 324 metres. [1] It is grey. [2]", text);
        Assert.Equal(new CitedSpan(1, 0, 25, "The tower has 324 metres.", true), citations[0]);
        Assert.Equal(
            (2, 30, 41, false), (citations[1].Source, citations[1].Start, citations[1].End, citations[1].IsVerified));
    }

    [Fact]
    public void A_marker_split_across_pieces_is_still_one()
    {
        (string text, IReadOnlyList<CitedSpan> citations) = Read(["The tower has 324 metres. [", "1", "]"]);

        Assert.Equal("The tower has 324 metres. [1]", text);
        Assert.Single(citations);
    }

    [Fact]
    public void A_marker_that_points_nowhere_is_removed_also_when_split()
    {
        (string text, IReadOnlyList<CitedSpan> citations) = Read(["Grey[9", "9] and tall[0]."]);

        Assert.Equal("Grey and tall.", text);
        Assert.Empty(citations);
    }

    [Fact]
    public void Brackets_that_are_no_markers_stay()
    {
        (string text, IReadOnlyList<CitedSpan> citations) = Read(["a[i] = [[1", "2345678] [", "]", " [1"]);

        Assert.Equal("a[i] = [[12345678] [] [1", text);
        Assert.Empty(citations);
    }

    [Theory]
    [InlineData("Use `vec![1]` and `a[1] + b[9]`. [1]", 32)]
    [InlineData("Use:\n```\nlet v = vec![1];\nv[9] = a[1]; // [1]\n```\n[1]", 49)]
    [InlineData("Use `vec![0; n]`[1]", 16)]
    public void Code_holds_no_markers(string said, int end)
    {
        foreach (string[] pieces in (string[][])[[said], [.. said.Select(c => c.ToString())]])
        {
            (string text, IReadOnlyList<CitedSpan> citations) = Read(pieces);

            Assert.Equal(said, text);
            Assert.Equal([(1, end)], citations.Select(c => (c.Source, c.End)));
        }
    }

    [Fact]
    public void Several_markers_behind_one_statement_all_cite_it()
    {
        (_, IReadOnlyList<CitedSpan> citations) = Read(["The tower has 324 metres.[1][2] Next."]);

        Assert.Equal([(1, 0, 25), (2, 0, 25)], citations.Select(c => (c.Source, c.Start, c.End)));
    }

    [Fact]
    public void Positions_count_code_points()
    {
        (_, IReadOnlyList<CitedSpan> citations) = Read(["🗼🗼 is grey [1]. 🗼 is tall [1]"]);

        Assert.Equal([(0, 10), (16, 25)], citations.Select(c => (c.Start, c.End)));
    }

    [Theory]
    [InlineData("ht[99]tps://evil.example/?d=secret !", "(link removed) !")]
    [InlineData("![9", "9](https://evil.example/p.png)", "!((link removed))")]
    public void A_marker_that_is_removed_joins_nothing_that_leads_out(params string[] said)
    {
        (string text, _) = Read(said[..^1]);

        Assert.Equal(said[^1], text);
    }

    [Fact]
    public void A_marker_never_becomes_a_part_of_an_address_and_positions_count_what_is_left()
    {
        (string text, IReadOnlyList<CitedSpan> citations) = Read(
            ["See https://tower.example/height", "[1] or https://evil.example/x[1]. Paris [2](https://evil.example)!"]);

        Assert.Equal(
            "See https://tower.example/height [1] or (link removed)[1]. Paris [2] (link removed)!", text);
        Assert.Equal([(0, 32), (37, 54), (59, 64)], citations.Select(c => (c.Start, c.End)));
    }

    private static (string Text, IReadOnlyList<CitedSpan> Citations) Read(string[] pieces)
    {
        var reader = new CitationReader(
            [Source("Facts. The tower has 324 metres. It was built in 1889."), Source("Paris.")],
            new AnswerFilter(new LinkPolicy(new AllowedHosts([]), ["See https://tower.example/height."])));
        AnswerStep[] steps = [.. pieces.SelectMany(piece => reader.Read(piece).ToArray()), .. reader.Complete()];
        string streamed = string.Concat(steps.OfType<AnswerStep.TextAdded>().Select(step => step.Text));
        Assert.Equal(reader.Text, streamed);
        Assert.Equal(reader.Citations, steps.OfType<AnswerStep.CitationMade>().Select(step => step.Citation));
        return (reader.Text, reader.Citations);
    }

    private static Passage Source(string text) => new(
        new StoredChunk
        {
            Id = new ChunkId(1),
            Document = new DocumentVersion("d", 1),
            Ordinal = 0,
            Text = text,
            Location = new ChunkLocation(null, null, 0, text.Length),
            Metadata = Metadata.Empty,
        },
        new IndexId("t", "c", 1), 1, null, null, null);
}
