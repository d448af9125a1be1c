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
        // σ of 1, .5, 0 and of 1, 0 over 100 places is .1108 and .0995, so .25 becomes .2274.
        Assert.Equal(0.7726, fused[0].Score, 4);
        Assert.Equal(0.2274, fused[1].Score, 4);
        Assert.Equal(0.1137, fused[2].Score, 4);
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

    [Fact]
    public void Collections_share_the_scale_of_their_words_so_a_poor_match_stays_below_a_good_one()
    {
        List<LegHit> keyword =
            [new(0, 0, new ChunkId(1), 9f), new(0, 0, new ChunkId(2), 1f), new(1, 0, new ChunkId(3), 3f)];

        List<Candidate> fused = Fusion.Fuse([], keyword, [0.2, 0.2]);

        Assert.Equal([1, 3, 2], fused.Select(candidate => (int)candidate.Id.Value));
        Assert.Equal([0.8, 0.2, 0], fused.Select(candidate => Math.Round(candidate.Score, 6)));
    }

    [Fact]
    public void Each_collection_has_the_vector_share_of_its_own_model()
    {
        List<LegHit> vector = [new(0, 0, new ChunkId(1), 0.9f), new(1, 1, new ChunkId(2), 0.4f)];
        List<LegHit> keyword = [new(0, 0, new ChunkId(1), 5f), new(1, 0, new ChunkId(2), 4f)];

        List<Candidate> fused = Fusion.Fuse(vector, keyword, [0.2, 0.6]);

        Assert.Equal([(1, 1.0), (2, 0.6)], fused.Select(c => ((int)c.Id.Value, Math.Round(c.Score, 6))));
    }

    [Fact]
    public void A_vector_leg_of_one_scale_orders_by_similarity_and_one_of_several_by_place_in_its_list()
    {
        List<LegHit> one = [new(0, 0, new ChunkId(1), 0.5f), new(1, 0, new ChunkId(2), 0.9f)];
        List<LegHit> several =
        [
            new(0, 0, new ChunkId(1), 0.5f), new(0, 0, new ChunkId(2), 0.4f),
            new(1, 1, new ChunkId(3), -7f), new(1, 1, new ChunkId(4), -9f), new(1, 1, new ChunkId(5), -8f),
        ];

        List<Candidate> compared = Fusion.Single(one, isVector: true);
        List<Candidate> normalised = Fusion.Single(several, isVector: true);

        Assert.Equal([(2, 0.9), (1, 0.5)], compared.Select(c => ((int)c.Id.Value, Math.Round(c.Score, 6))));
        Assert.Equal(
            [(1, 1.0), (3, 1.0), (5, 0.5), (2, 0), (4, 0)],
            normalised.Select(c => ((int)c.Id.Value, Math.Round(c.Score, 6))));
        Assert.Equal(-8f, normalised[2].VectorScore);
    }
}
