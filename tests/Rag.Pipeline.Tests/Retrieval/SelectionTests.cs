using Rag.Pipeline.Filtering;
using Rag.Pipeline.Retrieval;

namespace Rag.Pipeline.Tests.Retrieval;

public sealed class SelectionTests
{
    private static readonly IndexId Index = new("t", "c", 1);

    [Fact]
    public void A_passage_that_nearly_repeats_a_better_one_is_dropped()
    {
        const string text = "The warranty of the frame lasts ten years from the day of purchase, as stated on {0}.";
        List<Passage> ranked =
        [
            Passage("a", 0.9, string.Format(null, text, "Monday")),
            Passage("b", 0.8, string.Format(null, text, "Tuesday")),
            Passage("c", 0.7, "Brakes wear out and are not covered."),
        ];

        List<Passage> taken = Selection.Take(ranked, new SelectionRules { Collapse = true }, 10);

        Assert.Equal(["a", "c"], Documents(taken));
    }

    [Fact]
    public void A_hard_cap_drops_and_a_soft_cap_moves_to_the_end()
    {
        List<Passage> ranked =
            [Passage("a", 4, "one"), Passage("a", 3, "two"), Passage("b", 2, "three"), Passage("a", 1, "four")];

        Assert.Equal(["a", "b"], Documents(Selection.Take(ranked, new() { MaxPerDocument = 1 }, 10)));
        Assert.Equal(
            ["a", "b", "a", "a"],
            Documents(Selection.Take(ranked, new() { MaxPerDocument = 1, IsCapSoft = true }, 10)));
    }

    [Fact]
    public void Diversity_prefers_what_has_not_been_said()
    {
        List<Passage> ranked =
        [
            Passage("a", 1.0, "otters swim in rivers and eat fish"),
            Passage("b", 0.9, "otters swim in rivers and eat many fish"),
            Passage("c", 0.5, "badgers dig setts under hedges"),
            Passage("d", 0.0, "otters swim"),
        ];

        Assert.Equal(["a", "b", "c", "d"], Documents(Selection.Take(ranked, new() { Diversity = 0 }, 4)));
        Assert.Equal(["a", "c"], Documents(Selection.Take(ranked, new() { Diversity = 0.6 }, 2)));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(1.0)]
    public void A_larger_top_k_only_appends(double diversity)
    {
        var rules = new SelectionRules { Collapse = true, Diversity = diversity, MaxPerDocument = 3 };
        Passage[] ranked =
        [
            .. Enumerable.Range(0, 60).Select(i =>
                Passage($"d{i % 7}", 60 - i, $"word{i % 5} word{i % 11} word{i % 3} plain text number {i}")),
        ];

        string[] most = [.. Selection.Take(ranked, rules, 60).Select(passage => passage.Chunk.Text)];

        for (int topK = 1; topK <= most.Length; topK++)
        {
            Assert.Equal(most[..topK], Selection.Take(ranked, rules, topK).Select(passage => passage.Chunk.Text));
        }
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Candidates_taken_until_it_is_full_give_what_all_of_them_give(bool collapse, bool isCapSoft)
    {
        var rules = new SelectionRules { Collapse = collapse, MaxPerDocument = 2, IsCapSoft = isCapSoft };
        Passage[] ranked =
        [
            .. Enumerable.Range(0, 80).Select(i =>
                Passage($"d{i / 20}", 80 - i, $"word{i % 5} word{i % 11} word{i % 3} plain text about {i % 17}")),
        ];
        List<Passage> all = Selection.Take(ranked, rules, ranked.Length);

        for (int topK = 1; topK <= 10; topK++)
        {
            var selection = new Selection(rules, topK);
            int read = 0;
            for (; read < ranked.Length && !selection.IsFull; read++) selection.Add([ranked[read]]);

            Assert.Equal(all.Take(topK), selection.Take());
            if (topK <= 2) Assert.Equal(topK, read);
        }
    }

    [Fact]
    public void A_flood_of_one_document_is_read_past_to_the_others()
    {
        var selection = new Selection(new SelectionRules { MaxPerDocument = 1, IsCapSoft = true }, 2);
        selection.Add([Passage("flood", 9, "one"), Passage("flood", 8, "two"), Passage("flood", 7, "three")]);
        bool isFullOfTheFlood = selection.IsFull;
        selection.Add([Passage("other", 1, "four"), Passage("unread", 0, "five")]);

        Assert.False(isFullOfTheFlood);
        Assert.True(selection.IsFull);
        Assert.Equal(["flood", "other"], Documents(selection.Take()));
    }

    private static IEnumerable<string> Documents(List<Passage> passages) =>
        passages.Select(passage => passage.Chunk.Document.DocumentId);

    private static Passage Passage(string document, double score, string text) => new(
        new StoredChunk
        {
            Id = ChunkId.Create(Index, document, 1, (int)(score * 10)),
            Document = new DocumentVersion(document, 1),
            Ordinal = 0,
            Text = text,
            Location = new ChunkLocation(null, null, 0, text.Length),
            Metadata = Metadata.Empty,
        },
        Index,
        score,
        null,
        null,
        score);
}
