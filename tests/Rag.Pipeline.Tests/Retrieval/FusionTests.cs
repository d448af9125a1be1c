using Rag.Pipeline.Retrieval;

namespace Rag.Pipeline.Tests.Retrieval;

public sealed class FusionTests
{
    [Fact]
    public void Each_leg_is_normalised_within_its_own_list_and_weighted_by_the_share()
    {
        List<LegHit> vector =
            [new(0, 0, new ChunkId(1), 0.9f), new(0, 0, new ChunkId(2), 0.8f), new(0, 0, new ChunkId(3), 0.7f)];
        List<LegHit> keyword = [new(0, 0, new ChunkId(3), 12f), new(0, 0, new ChunkId(4), 2f)];

        List<Candidate> fused = Fusion.Fuse(vector, keyword, [0.25]);

        Assert.Equal([3, 1, 2, 4], fused.Select(candidate => (int)candidate.Id.Value));
        Assert.Equal(0.75, fused[0].Score, 6);
        Assert.Equal(0.25, fused[1].Score, 6);
        Assert.Equal(0.125, fused[2].Score, 3);
        Assert.Equal(0, fused[3].Score, 6);
        Assert.Equal((0.7f, 12f), (fused[0].VectorScore, fused[0].KeywordScore));
        Assert.Null(fused[3].VectorScore);
    }

    [Fact]
    public void A_list_of_one_score_counts_in_full_and_ties_are_ordered_by_id()
    {
        List<LegHit> keyword = [new(0, 0, new ChunkId(9), 3f), new(0, 0, new ChunkId(5), 3f)];

        List<Candidate> fused = Fusion.Fuse([], keyword, [0.2]);

        Assert.Equal([5, 9], fused.Select(candidate => (int)candidate.Id.Value));
        Assert.All(fused, candidate => Assert.Equal(0.8, candidate.Score, 6));
    }

    [Fact]
    public void Similarities_of_different_models_are_normalised_apart()
    {
        List<LegHit> vector =
        [
            new(0, 0, new ChunkId(1), 0.95f), new(0, 0, new ChunkId(2), 0.90f),
            new(1, 1, new ChunkId(3), 0.30f), new(1, 1, new ChunkId(4), 0.10f),
        ];

        List<Candidate> fused = Fusion.Fuse(vector, [], [0.5, 0.5]);

        Assert.Equal([0.5, 0.5, 0, 0], fused.Select(candidate => Math.Round(candidate.Score, 6)));
        Assert.Equal([1, 3], fused.Take(2).Select(candidate => (int)candidate.Id.Value));
    }
}
