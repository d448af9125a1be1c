using Rag.Pipeline.Retrieval;

namespace Rag.Pipeline.Tests.Retrieval;

public sealed class ShareOfQuestionTests
{
    /// <summary>One winner far above 99 others of about one score.</summary>
    private static readonly float[] Decided = [10, .. Enumerable.Repeat(1.001f, 50), .. Enumerable.Repeat(1f, 49)];

    /// <summary>From 100 down to 1.</summary>
    private static readonly float[] Even = [.. Enumerable.Range(1, 100).Select(i => 101f - i)];

    [Fact]
    public void The_leg_that_is_decided_counts_more()
    {
        Assert.Equal(0.12, Share(0.5, vector: Even, keyword: Decided), 2);
        Assert.Equal(0.88, Share(0.5, vector: Decided, keyword: Even), 2);
        Assert.Equal(0.5, Share(0.5, vector: Even, keyword: Even), 6);
    }

    [Fact]
    public void A_leg_keeps_a_tenth_unless_its_model_has_less()
    {
        Assert.Equal(0.1, Share(0.2, vector: Even, keyword: Decided), 6);
        Assert.Equal(0.9, Share(0.8, vector: Decided, keyword: Even), 6);
        Assert.Equal(0.05, Share(0.05, vector: Even, keyword: Decided), 6);
    }

    [Fact]
    public void The_scale_of_a_leg_does_not_count() =>
        Assert.Equal(
            Share(0.5, vector: Even, keyword: Decided),
            Share(0.5, vector: [.. Even.Select(score => (score / 200) - 1)], keyword: Decided),
            6);

    [Fact]
    public void Where_one_leg_found_nothing_the_share_stays() =>
        Assert.Equal(0.3, Share(0.3, vector: Even, keyword: []));

    private static double Share(double share, float[] vector, float[] keyword) =>
        ShareOfQuestion.Adjust([share], Hits(vector), Hits(keyword))[0];

    private static List<LegHit> Hits(float[] scores) =>
        [.. scores.Select((score, i) => new LegHit(0, 0, new ChunkId((UInt128)i), score))];
}
