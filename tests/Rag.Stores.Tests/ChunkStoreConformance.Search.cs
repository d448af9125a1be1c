using System.Text.Json;
using Rag.Pipeline;
using Rag.Pipeline.Filtering;

namespace Rag.Stores.Tests;

/// <summary>What every chunk store finds.</summary>
public abstract partial class ChunkStoreConformance
{
    [Fact]
    public async Task Scores_equal_the_reference_through_replacements_and_withdrawals()
    {
        await Store.CreateAsync(Index, Token);
        var random = new Random(20_261_121);
        var visible = new Dictionary<string, List<Chunk>>();
        for (int step = 1; step <= 120; step++)
        {
            string id = "d" + random.Next(25);
            var document = new DocumentVersion(id, step);
            if (random.Next(5) == 0)
            {
                await Store.WithdrawAsync(Index, document, Token);
                visible.Remove(id);
            }
            else
            {
                List<Chunk> chunks = Passages.Of(
                    Index, document, Enumerable.Range(0, random.Next(12)).Select(_ => Passages.RandomText(random, 40)));
                await Store.WriteAsync(Index, document, chunks, Token);
                Assert.True(await Store.PublishAsync(Index, document, Passages.Description, chunks.Count, Token));
                visible[id] = chunks;
            }

            if (step % 10 != 0) continue;
            string query = Passages.RandomText(random, 8);
            List<ScoredChunk> expected = ReferenceBm25.Search([.. visible.Values.SelectMany(chunks => chunks)], query);
            foreach (int topK in new[] { 1, 10, 1_000 })
            {
                IReadOnlyList<ScoredChunk> hits = await Store.SearchAsync(
                    Index, new KeywordQuery(query, topK, null), Token);
                Assert.Equal(expected.Take(topK).Select(hit => hit.Id), hits.Select(hit => hit.Id));
                Assert.All(hits.Zip(expected), pair => Assert.Equal(pair.Second.Score, pair.First.Score, 1e-5f));
            }
        }
    }

    [Fact]
    public async Task Ties_break_by_id_and_a_larger_top_k_only_appends()
    {
        await Store.CreateAsync(Index, Token);
        for (int i = 0; i < 40; i++) await Store.PublishAsync(Index, "d" + i, 1, "same words here");

        IReadOnlyList<ScoredChunk> all = await Store.SearchAsync(
            Index, new KeywordQuery("same words", 40, null), Token);

        Assert.Equal(40, all.Count);
        Assert.Equal(all.OrderBy(hit => hit.Id), all);
        for (int topK = 1; topK < 40; topK++)
        {
            Assert.Equal(
                all.Take(topK), await Store.SearchAsync(Index, new KeywordQuery("same words", topK, null), Token));
        }
    }

    [Fact]
    public async Task A_selective_filter_never_under_returns()
    {
        await Store.CreateAsync(Index, Token);
        for (int i = 0; i < 60; i++)
        {
            var document = new DocumentVersion("d" + i, 1);
            Chunk chunk = Passages.Of(Index, document, i < 50 ? "word word word" : "word and much else besides it")[0];
            chunk = chunk with { Metadata = MetadataReader.Read(i < 50 ? """{"k":"often"}""" : """{"k":"seldom"}""") };
            await Store.WriteAsync(Index, document, [chunk], Token);
            await Store.PublishAsync(Index, document, Passages.Description, 1, Token);
        }

        Assert.Equal(5, (await SearchAsync("word", Filter("""{"k":"seldom"}"""), 5)).Count);
        Assert.Equal(10, (await SearchAsync("word", Filter("""{"k":"seldom"}"""), 100)).Count);
        Assert.Empty(await SearchAsync("word", Filter("""{"k":"never"}"""), 100));
        await Store.PublishAsync(Index, "e", 1, "word");
        Assert.Equal(11, (await SearchAsync("word", Filter("""{"type":"ne","key":"k","value":"often"}"""), 100)).Count);
    }

    [Fact]
    public async Task Terms_of_visible_chunks_are_found_by_their_beginning_and_by_their_spelling()
    {
        await Store.CreateAsync(Index, Token);
        await Store.PublishAsync(Index, "a", 1, "battle of the batteri", "batteri");
        await Store.PublishAsync(Index, "b", 1, "batter bitter");
        await Store.PublishAsync(Index, "c", 1, "batterx");
        await Store.WithdrawAsync(Index, new DocumentVersion("c", 2), Token);

        Assert.Equal(
            ["batterx", "zebra"], await Store.FindUnknownTermsAsync(Index, ["batterx", "batter", "zebra"], Token));
        Assert.Equal(
            [new FoundTerm("batteri", 2, 0), new FoundTerm("batter", 1, 0)],
            await Store.FindTermsAsync(Index, new TermPattern("batte", null, 10), Token));
        Assert.Equal(
            [new FoundTerm("batteri", 2, 1), new FoundTerm("batter", 1, 1), new FoundTerm("bitter", 1, 2)],
            await Store.FindTermsAsync(Index, new TermPattern("batterz", 2, 10), Token));
        Assert.Equal(
            [new FoundTerm("batteri", 2, 1)],
            await Store.FindTermsAsync(Index, new TermPattern("batterz", 2, 1), Token));
        Assert.Empty(await Store.FindTermsAsync(Index, new TermPattern("matteri", 1, 10), Token));
    }

    [Fact]
    public async Task Given_terms_are_searched_with_their_weights_instead_of_the_text()
    {
        await Store.CreateAsync(Index, Token);
        await Store.PublishAsync(Index, "a", 1, "owl");
        await Store.PublishAsync(Index, "b", 1, "crow");
        var query = new KeywordQuery("owl", 10, null);

        IReadOnlyList<ScoredChunk> plain = await Store.SearchAsync(Index, query, Token);
        IReadOnlyList<ScoredChunk> weighted = await Store.SearchAsync(
            Index, query with { Terms = [new("crow", 1), new("owl", 0.5)] }, Token);

        ScoredChunk owl = Assert.Single(plain);
        Assert.Equal(2, weighted.Count);
        Assert.Equal(owl.Score, weighted[0].Score, 1e-5f);
        Assert.Equal(owl.Id, weighted[1].Id);
        Assert.Equal(owl.Score / 2, weighted[1].Score, 1e-5f);
    }

    [Fact]
    public async Task A_query_without_terms_finds_nothing()
    {
        await Store.CreateAsync(Index, Token);
        await Store.PublishAsync(Index, "d", 1, "alpha");

        foreach (string text in new[] { "", " ", "?!", "the", "unknownword" }) Assert.Empty(await SearchAsync(text));
    }

    private static Filter Filter(string json)
    {
        Assert.True(FilterReader.TryRead(JsonDocument.Parse(json).RootElement, out Filter? filter, out _));
        return filter!;
    }
}
