using Rag.Pipeline;
using Rag.Stores.Slots;

namespace Rag.Stores.Tests.Slots;

public sealed class BestHitsTests
{
    [Fact]
    public void The_best_come_first_and_ties_are_broken_by_id()
    {
        ScoredChunk[] hits = [.. Enumerable.Range(0, 1_000).Select(id => Hit(id * 7 % 1_000, id % 3))];

        ScoredChunk[] best = BestHits.Take(hits, 400);

        Assert.Equal(400, best.Length);
        Assert.Equal(best, hits.OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Id).Take(400));
    }

    [Fact]
    public void Fewer_than_asked_for_are_all_taken() =>
        Assert.Equal([Hit(2, 5), Hit(1, 1), Hit(3, 1)], BestHits.Take([Hit(3, 1), Hit(1, 1), Hit(2, 5)], 10));

    private static ScoredChunk Hit(int id, float score) => new(new ChunkId((UInt128)id), score);
}
