using System.Text.Json;
using Rag.Pipeline;
using Rag.Pipeline.Filtering;

namespace Rag.Stores.Tests;

/// <summary>What every vector store does.</summary>
public abstract partial class VectorStoreConformance
{
    private static readonly IndexId Index = new("tenant", "collection", 1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    protected abstract IVectorStore Store { get; }

    [Fact]
    public async Task A_store_that_can_be_used_says_what_it_is()
    {
        Assert.Matches("^[A-Za-z]+( [0-9].*)?$", await Store.CheckAsync(Token));
        Assert.True(Store.Limits is { MaxDimensions: >= 2_000, MaxBatch: >= 1 });
    }

    [Fact]
    public async Task The_nearest_come_first_with_the_cosine_as_score()
    {
        await CreateAsync(DistanceMetric.Cosine, 2);
        await UpsertAsync(Index, Record(1, [1, 0]), Record(2, [3, 4]), Record(3, [-2, 0]), Record(4, [0, 5]));

        Assert.Equal(
            [(1, 1f), (2, 0.6f), (4, 0f), (3, -1f)], await QueryAsync([10, 0], 10));
        Assert.Equal([(1, 1f), (2, 0.6f)], await QueryAsync([10, 0], 2));
    }

    [Fact]
    public async Task The_dot_product_counts_lengths()
    {
        await CreateAsync(DistanceMetric.Dot, 2);
        await UpsertAsync(Index, Record(1, [1, 0]), Record(2, [3, 4]), Record(3, [-2, 0]), Record(4, [0, 0]));

        Assert.Equal([(2, 6f), (1, 2f), (4, 0f), (3, -4f)], await QueryAsync([2, 0], 10));
    }

    [Fact]
    public async Task The_euclidean_score_is_minus_the_distance()
    {
        await CreateAsync(DistanceMetric.Euclidean, 2);
        await UpsertAsync(Index, Record(1, [0, 0]), Record(2, [3, 4]), Record(3, [3, 3]));

        Assert.Equal([(2, 0f), (3, -1f), (1, -5f)], await QueryAsync([3, 4], 10));
    }

    [Theory]
    [InlineData(DistanceMetric.Cosine)]
    [InlineData(DistanceMetric.Dot)]
    [InlineData(DistanceMetric.Euclidean)]
    public async Task Results_equal_an_exact_search_through_replacements_and_deletions(DistanceMetric metric)
    {
        const int dimensions = 50;
        await CreateAsync(metric, dimensions);
        var random = new Random(20_261_121);
        var stored = new Dictionary<ChunkId, float[]>();
        for (int step = 0; step < 30; step++)
        {
            VectorRecord[] records =
            [
                .. Enumerable.Range(0, 50).Select(_ => Record(random.Next(1, 1_500), Vector(random, dimensions))),
            ];
            await Store.UpsertAsync(Index, records, Token);
            foreach (VectorRecord record in records) stored[record.Id] = record.Vector.ToArray();
            ChunkId[] deleted = [.. stored.Keys.Where(_ => random.Next(10) == 0)];
            await Store.DeleteAsync(Index, deleted, Token);
            foreach (ChunkId id in deleted) stored.Remove(id);

            float[] query = Vector(random, dimensions);
            IEnumerable<ChunkId> expected = stored
                .OrderByDescending(pair => Score(metric, query, pair.Value)).Take(10).Select(pair => pair.Key);
            IReadOnlyList<ScoredChunk> hits = await Store.QueryAsync(Index, new VectorQuery(query, 10, null), Token);
            Assert.Equal(expected, hits.Select(hit => hit.Id));
            Assert.All(hits, hit => Assert.Equal(Score(metric, query, stored[hit.Id]), hit.Score, 1e-4));
        }

        Assert.Equal(stored.Count, await Store.CountAsync(Index, Token));
    }

    [Fact]
    public async Task A_larger_top_k_only_appends_and_ties_break_by_id()
    {
        await CreateAsync(DistanceMetric.Cosine, 3);
        await UpsertAsync(Index, [.. Enumerable.Range(1, 30).Select(id => Record(id, [1, 1, 1]))]);

        List<(int Id, float Score)> all = await QueryAsync([1, 2, 3], 30);

        Assert.Equal(Enumerable.Range(1, 30), all.Select(hit => hit.Id));
        for (int topK = 1; topK < 30; topK++) Assert.Equal(all.Take(topK), await QueryAsync([1, 2, 3], topK));
    }

    [Fact]
    public async Task A_vector_is_replaced_by_its_chunk_id()
    {
        await CreateAsync(DistanceMetric.Cosine, 2);
        await UpsertAsync(Index, Record(1, [1, 0]));
        await UpsertAsync(Index, Record(1, [0, 1]), Record(1, [0, -1]));

        Assert.Equal([(1, -1f)], await QueryAsync([0, 1], 10));
        Assert.Equal(1, await Store.CountAsync(Index, Token));
    }

    [Fact]
    public async Task A_selective_filter_never_under_returns()
    {
        await CreateAsync(DistanceMetric.Cosine, 8);
        var random = new Random(5);
        await UpsertAsync(
            Index,
            [
                .. Enumerable.Range(1, 2_000).Select(id =>
                    Record(id, Vector(random, 8), id % 200 == 0 ? """{"k":"seldom"}""" : """{"k":"often"}""")),
            ]);
        float[] query = Vector(random, 8);

        Assert.Equal(10, (await QueryAsync(query, 100, """{"k":"seldom"}""")).Count);
        Assert.Equal(3, (await QueryAsync(query, 3, """{"k":"seldom"}""")).Count);
        Assert.Equal(1_990, (await QueryAsync(query, 2_000, """{"k":"often"}""")).Count);
        Assert.Empty(await QueryAsync(query, 10, """{"k":"never"}"""));
        await UpsertAsync(Index, Record(5_000, Vector(random, 8), """{"k":"seldom"}"""));
        Assert.Equal(11, (await QueryAsync(query, 100, """{"k":"seldom"}""")).Count);
    }

    [Fact]
    public async Task Given_chunks_are_scored_and_unknown_ones_left_out()
    {
        await CreateAsync(DistanceMetric.Cosine, 2);
        await UpsertAsync(Index, Record(1, [1, 0]), Record(2, [3, 4]));

        IReadOnlyList<ScoredChunk> scored = await Store.ScoreAsync(
            Index, new float[] { 2, 0 }, [new ChunkId(2), new ChunkId(9), new ChunkId(1)], Token);

        Assert.Equal([new(new ChunkId(2), 0.6f), new(new ChunkId(1), 1f)], scored);
    }

    [Fact]
    public async Task Deleting_by_id_ignores_unknown_ids()
    {
        await CreateAsync(DistanceMetric.Cosine, 2);
        await UpsertAsync(Index, Record(1, [1, 0]), Record(2, [0, 1]));

        await Store.DeleteAsync(Index, [new ChunkId(1), new ChunkId(77)], Token);
        await Store.DeleteAsync(Index, [new ChunkId(1)], Token);

        Assert.Equal([(2, 1f)], await QueryAsync([0, 1], 10));
    }

    [Fact]
    public async Task Deleting_a_document_keeps_one_version_and_what_is_newer()
    {
        await CreateAsync(DistanceMetric.Cosine, 2);
        VectorRecord[] records =
        [
            .. Enumerable.Range(1, 5).Select(version =>
                Record(version, [1, 0]) with { Document = new DocumentVersion("d", version) }),
            Record(9, [1, 0]) with { Document = new DocumentVersion("other", 1) },
        ];
        await UpsertAsync(Index, records);

        await Store.DeleteDocumentAsync(Index, "d", upTo: 4, keepVersion: 3, Token);
        Assert.Equal([3, 5, 9], (await QueryAsync([1, 0], 10)).Select(hit => hit.Id));
        await Store.DeleteDocumentAsync(Index, "d", upTo: 5, keepVersion: null, Token);
        await Store.DeleteDocumentAsync(Index, "unknown", upTo: 5, keepVersion: null, Token);
        Assert.Equal([9], (await QueryAsync([1, 0], 10)).Select(hit => hit.Id));
    }

    [Fact]
    public async Task What_is_no_vector_of_the_index_is_refused_and_nothing_of_the_batch_stored()
    {
        await CreateAsync(DistanceMetric.Cosine, 2);
        (float[] Vector, string Code)[] cases =
        [
            ([1], "dimension_mismatch"), ([1, 2, 3], "dimension_mismatch"), ([], "dimension_mismatch"),
            ([float.NaN, 1], "invalid_vector"), ([1, float.PositiveInfinity], "invalid_vector"),
            ([float.NegativeInfinity, 1], "invalid_vector"), ([0, 0], "invalid_vector"), ([-0f, 0], "invalid_vector"),
        ];
        foreach ((float[] vector, string code) in cases)
        {
            StoreException write = await Assert.ThrowsAsync<StoreException>(
                () => Store.UpsertAsync(Index, [Record(1, [1, 0]), Record(2, vector)], Token));
            StoreException query = await Assert.ThrowsAsync<StoreException>(
                () => Store.QueryAsync(Index, new VectorQuery(vector, 1, null), Token));
            Assert.Equal((code, code), (write.Code, query.Code));
        }

        Assert.Equal(0, await Store.CountAsync(Index, Token));
    }

    [Fact]
    public async Task Indexes_do_not_see_each_other()
    {
        IndexId[] indexes =
        [
            Index, Index with { Tenant = "other" }, Index with { Collection = "b" }, Index with { Generation = 2 },
            // On both sides of the others, in case one that is looked for is found by its order alone.
            Index with { Tenant = "zeta" }, Index with { Collection = "z" }, Index with { Generation = 7 },
        ];
        foreach (IndexId index in indexes)
            await Store.CreateAsync(index, new VectorIndexSettings(2, DistanceMetric.Cosine), Token);
        for (int i = 0; i < indexes.Length; i++) await UpsertAsync(indexes[i], Record(i + 1, [1, 0]));

        for (int i = 0; i < indexes.Length; i++)
        {
            ScoredChunk hit = Assert.Single(
                await Store.QueryAsync(indexes[i], new VectorQuery(new float[] { 1, 0 }, 10, null), Token));
            Assert.Equal(new ChunkId((UInt128)(i + 1)), hit.Id);
        }

        Assert.Equal(indexes.ToHashSet(), (await Store.ListAsync(Token)).ToHashSet());
    }

    [Fact]
    public async Task Creating_again_is_harmless_with_the_same_settings_and_refused_with_others()
    {
        await CreateAsync(DistanceMetric.Cosine, 2);
        await CreateAsync(DistanceMetric.Cosine, 2);

        await Assert.ThrowsAsync<StoreException>(() => CreateAsync(DistanceMetric.Cosine, 3));
        await Assert.ThrowsAsync<StoreException>(() => CreateAsync(DistanceMetric.Dot, 2));
    }

    [Fact]
    public async Task A_dropped_index_is_missing_and_can_be_made_again_with_other_settings()
    {
        await CreateAsync(DistanceMetric.Cosine, 2);
        await UpsertAsync(Index, Record(1, [1, 0]));

        await Store.DropAsync(Index, Token);
        await Store.DropAsync(Index, Token);

        Assert.Empty(await Store.ListAsync(Token));
        Assert.Equal(
            "unknown_index", (await Assert.ThrowsAsync<StoreException>(() => QueryAsync([1, 0], 1))).Code);
        await Assert.ThrowsAsync<StoreException>(() => UpsertAsync(Index, Record(1, [1, 0])));
        await Store.DeleteAsync(Index, [new ChunkId(1)], Token);
        await Store.DeleteDocumentAsync(Index, "d", 1, null, Token);
        Assert.Equal(0, await Store.CountAsync(Index, Token));
        await CreateAsync(DistanceMetric.Dot, 3);
        Assert.Empty(await QueryAsync([1, 0, 0], 10));
    }

    private static VectorRecord Record(int id, float[] vector, string metadata = "{}") => new(
        new ChunkId((UInt128)id), new DocumentVersion("d" + (id / 10), 1), vector, MetadataReader.Read(metadata));

    private static float[] Vector(Random random, int dimensions) =>
        [.. Enumerable.Range(0, dimensions).Select(_ => (random.NextSingle() * 2) - 1)];

    private static double Score(DistanceMetric metric, float[] left, float[] right)
    {
        double dot = left.Zip(right).Sum(pair => (double)pair.First * pair.Second);
        return metric switch
        {
            DistanceMetric.Dot => dot,
            DistanceMetric.Cosine => dot / Math.Sqrt(left.Sum(x => (double)x * x) * right.Sum(x => (double)x * x)),
            _ => -Math.Sqrt(left.Zip(right).Sum(pair => Math.Pow((double)pair.First - pair.Second, 2))),
        };
    }

    private Task CreateAsync(DistanceMetric metric, int dimensions) =>
        Store.CreateAsync(Index, new VectorIndexSettings(dimensions, metric), Token);

    private Task UpsertAsync(IndexId index, params VectorRecord[] records) => Store.UpsertAsync(index, records, Token);

    private async Task<List<(int Id, float Score)>> QueryAsync(float[] vector, int topK, string? filter = null)
    {
        Filter? condition = null;
        if (filter is not null)
            Assert.True(FilterReader.TryRead(JsonDocument.Parse(filter).RootElement, out condition, out _));
        return
        [
            .. (await Store.QueryAsync(Index, new VectorQuery(vector, topK, condition), Token))
                .Select(hit => ((int)hit.Id.Value, hit.Score)),
        ];
    }
}
