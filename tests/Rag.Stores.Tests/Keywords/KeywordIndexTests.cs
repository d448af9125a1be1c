using Rag.Pipeline;
using Rag.Pipeline.Lexical;
using Rag.Stores.Keywords;

namespace Rag.Stores.Tests.Keywords;

public sealed class KeywordIndexTests
{
    private static readonly IndexId Index = new("tenant", "collection", 1);
    private static readonly PublishedBy Nobody = new(null, null);

    [Fact]
    public void An_index_that_remembers_terms_finds_the_same_as_one_that_is_told_what_is_hidden()
    {
        var random = new Random(20_261_121);
        var told = new KeywordIndex();
        var remembering = new KeywordIndex(remembersTerms: true);
        var visible = new Dictionary<string, PassageTerms[]>();
        var reader = new KeywordReader();
        for (int version = 1; version <= 200; version++)
        {
            string id = "d" + random.Next(20);
            PassageTerms[]? shown = random.Next(5) == 0 ? null : Passages(random, id, version);
            byte[][] hidden = [.. visible.GetValueOrDefault(id, []).Select(passage => passage.Terms)];
            told.Apply(new IndexChange(id, version, Nobody, shown, hidden));
            remembering.Apply(new IndexChange(id, version, Nobody, shown, Hidden: null));
            visible.Remove(id);
            if (shown is not null) visible.Add(id, shown);

            var query = new KeywordQuery(Stores.Tests.Passages.RandomText(random, 5), 10, null);
            Assert.Equal(reader.Search(told, query), reader.Search(remembering, query));
            Assert.Equal(told.Current with { Slots = remembering.Current.Slots }, remembering.Current);
            Assert.Equal(shown is null ? null : (long?)version, remembering.VersionOf(id));
        }
    }

    [Fact]
    public void Changes_of_several_documents_are_shown_in_one_step()
    {
        var index = new KeywordIndex(remembersTerms: true);
        index.Apply(Change("a", 1, "old"));
        Visibility before = index.Current;

        index.Apply([Change("a", 2, "new"), Change("b", 1, "new"), new IndexChange("c", 1, Nobody, null, null)]);

        Assert.Equal((1, 2), (before.Passages, index.Current.Passages));
        Assert.Equal((0, 2), (index.CountOf("old"), index.CountOf("new")));
    }

    [Fact]
    public void What_is_hidden_gives_back_the_memory_of_its_terms()
    {
        var index = new KeywordIndex(remembersTerms: true);
        string text = string.Join(' ', Enumerable.Range(0, 1_000).Select(i => $"word{i}"));
        index.Apply(Change("a", 1, text));
        long sizeBytes = index.SizeBytes;

        index.Apply(new IndexChange("a", 2, Nobody, null, Hidden: null));

        // 1,000 terms: a byte or two for the number of each, one for its count.
        Assert.InRange(sizeBytes - index.SizeBytes, 2_000, 4_000);
    }

    private static IndexChange Change(string id, long version, string text) =>
        new(id, version, Nobody, [Passage(id, version, 0, text)], Hidden: null);

    private static PassageTerms[] Passages(Random random, string id, long version) =>
    [
        .. Enumerable.Range(0, random.Next(6))
            .Select(i => Passage(id, version, i, Stores.Tests.Passages.RandomText(random, 30))),
    ];

    private static PassageTerms Passage(string id, long version, int ordinal, string text)
    {
        var frequencies = new Dictionary<string, int>();
        int length = new TermCounter().Count(text, frequencies);
        return new PassageTerms(
            ordinal, ChunkId.Create(Index, id, version, ordinal), "{}", length, TermFrequencies.Encode(frequencies));
    }
}
