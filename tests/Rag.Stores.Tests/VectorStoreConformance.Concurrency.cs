using Rag.Pipeline;

namespace Rag.Stores.Tests;

/// <summary>What every vector store does for many callers at a time.</summary>
public abstract partial class VectorStoreConformance
{
    [Fact]
    public async Task A_write_that_returned_is_seen_while_others_write_and_query()
    {
        await CreateAsync(DistanceMetric.Cosine, 16);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(
            async () =>
            {
                var random = new Random(worker);
                for (int round = 0; round < 25; round++)
                {
                    int id = 1 + (worker * 100) + random.Next(20);
                    float[] vector = Vector(random, 16);
                    await UpsertAsync(Index, Record(id, vector));
                    Assert.Contains((id, 1f), Rounded(await QueryAsync(vector, 3)));
                    if (random.Next(3) > 0) continue;
                    await Store.DeleteAsync(Index, [new ChunkId((UInt128)id)], Token);
                    Assert.DoesNotContain(id, (await QueryAsync(vector, 300)).Select(hit => hit.Id));
                }
            },
            Token)));

        static IEnumerable<(int Id, float Score)> Rounded(IEnumerable<(int Id, float Score)> hits) =>
            hits.Select(hit => (hit.Id, MathF.Round(hit.Score, 4)));
    }

    [Fact]
    public async Task Concurrent_writes_of_one_id_leave_one_vector()
    {
        await CreateAsync(DistanceMetric.Cosine, 2);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(
            () => UpsertAsync(Index, Record(1, [1, i]), Record(2, [i, 1])), Token)));

        Assert.Equal(2, await Store.CountAsync(Index, Token));
        Assert.Equal(2, (await QueryAsync([1, 1], 100)).Count);
    }
}
