using System.Globalization;
using Rag.Pipeline;
using Rag.Pipeline.Filtering;

namespace Rag.Stores.Tests;

/// <summary>
/// Filters mean the same in every vector store: <see cref="Filter.Matches"/> over random metadata is the oracle. A
/// failure tells its seed; <c>RAG_TEST_SEED</c> repeats it.
/// </summary>
public abstract partial class VectorStoreConformance
{
    private const int FilteredRecords = 150;
    private const int FiltersTried = 200;

    /// <summary>How often the store was asked to search, where that can be told.</summary>
    protected virtual int? Searches => null;

    [Fact]
    public async Task A_random_filter_matches_what_the_oracle_says()
    {
        int seed = Environment.GetEnvironmentVariable("RAG_TEST_SEED") is { Length: > 0 } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"RAG_TEST_SEED={seed}");
        var cases = new RandomFilters(seed);
        await CreateAsync(DistanceMetric.Dot, 2);
        VectorRecord[] records =
            [.. Enumerable.Range(1, FilteredRecords).Select(id => Record(id, [1, id], cases.Metadata().Json))];
        await UpsertAsync(Index, records);

        for (int i = 0; i < FiltersTried; i++)
        {
            Filter filter = cases.Filter(depth: 4);
            IReadOnlyList<ScoredChunk> hits = await Store.QueryAsync(
                Index, new VectorQuery(new float[] { 1, 0 }, FilteredRecords, filter), Token);

            HashSet<ChunkId> found = [.. hits.Select(hit => hit.Id)];
            string[] wrong =
            [
                .. records.Where(record => filter.Matches(record.Metadata) != found.Contains(record.Id))
                    .Select(record => $"{record.Metadata.Json} found: {found.Contains(record.Id)}"),
            ];
            Assert.True(
                wrong.Length == 0,
                $"seed {seed}, filter {i}: {filter}\n{string.Join('\n', wrong)}");
        }
    }

    [Fact]
    public async Task A_filter_that_one_in_a_hundred_matches_fills_top_k_in_one_search()
    {
        await CreateAsync(DistanceMetric.Cosine, 8);
        var random = new Random(7);
        for (int first = 1; first <= 20_000; first += 2_000)
        {
            await UpsertAsync(
                Index,
                [
                    .. Enumerable.Range(first, 2_000).Select(id =>
                        Record(id, Vector(random, 8), id % 100 == 0 ? """{"k":"seldom"}""" : """{"k":"often"}""")),
                ]);
        }

        int? before = Searches;
        List<(int Id, float Score)> hits = await QueryAsync(Vector(random, 8), 100, """{"k":"seldom"}""");

        Assert.Equal(100, hits.Count);
        Assert.All(hits, hit => Assert.Equal(0, hit.Id % 100));
        if (before is { } count) Assert.Equal(count + 1, Searches);
    }
}
