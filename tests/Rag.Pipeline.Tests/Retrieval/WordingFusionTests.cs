using Rag.Pipeline.Retrieval;

namespace Rag.Pipeline.Tests.Retrieval;

public sealed class WordingFusionTests
{
    private static readonly List<Candidate> First = [Of(1, 1.0, 0.5f, 9), Of(2, 0.4, 0.4f, null)];
    private static readonly List<Candidate> Second = [Of(2, 0.9, 0.7f, 3), Of(3, 0.2, null, 1)];

    [Fact]
    public void Hybrid_scores_are_averaged_over_the_wordings()
    {
        List<Candidate> joined = WordingFusion.Join([First, Second], isHybrid: true);

        Assert.Equal([Of(2, 0.65, 0.7f, 3), Of(1, 0.5, 0.5f, 9), Of(3, 0.1, null, 1)], joined);
    }

    [Fact]
    public void In_a_single_leg_the_greatest_score_counts()
    {
        List<Candidate> joined = WordingFusion.Join([First, Second], isHybrid: false);

        Assert.Equal([1.0, 0.9, 0.2], joined.Select(candidate => candidate.Score));
    }

    private static Candidate Of(int id, double score, float? vector, float? keyword) =>
        new(0, new ChunkId((UInt128)id), vector, keyword, score);
}
