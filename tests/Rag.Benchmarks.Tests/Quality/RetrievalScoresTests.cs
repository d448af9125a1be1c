using Rag.Benchmarks.Quality;

namespace Rag.Benchmarks.Tests.Quality;

public sealed class RetrievalScoresTests
{
    [Fact]
    public void A_perfect_ranking_scores_one()
    {
        RetrievalScores scores = RetrievalScores.Of(Gains(("a", 1)), ["a", "b"]);

        Assert.Equal(new RetrievalScores(1, 1, 1, 1, 1), scores);
    }

    [Fact]
    public void A_ranking_without_a_relevant_document_scores_zero()
    {
        RetrievalScores scores = RetrievalScores.Of(Gains(("a", 1)), ["b", "c"]);

        Assert.Equal(new RetrievalScores(0, 0, 0, 0, 0), scores);
    }

    [Fact]
    public void Gain_is_linear_and_discounted_by_the_logarithm_of_the_rank()
    {
        // (1/log2(2) + 3/log2(4)) / (3/log2(2) + 1/log2(3) + 1/log2(4))
        RetrievalScores scores = RetrievalScores.Of(Gains(("a", 3), ("b", 1), ("c", 1)), ["b", "x", "a"]);

        Assert.Equal(0.605191, scores.Ndcg10, 6);
        Assert.Equal(1.0 / 3, scores.Recall1, 6);
        Assert.Equal(2.0 / 3, scores.Recall5, 6);
        Assert.Equal(1, scores.ReciprocalRank10);
    }

    [Fact]
    public void The_eleventh_document_does_not_count()
    {
        string[] ranking = [.. Enumerable.Range(0, 10).Select(i => $"x{i}"), "a"];

        RetrievalScores scores = RetrievalScores.Of(Gains(("a", 1)), ranking);

        Assert.Equal(new RetrievalScores(0, 0, 0, 0, 0), scores);
    }

    [Fact]
    public void A_question_without_a_ranking_counts_as_zero_and_one_without_relevant_documents_not_at_all()
    {
        var judgements = RetrievalSet.ReadJudgements(["q1\t0\ta\t1", "q2\t0\ta\t1", "q3\t0\ta\t0"]);

        RetrievalScores scores = RetrievalScores.Mean(
            judgements, new Dictionary<string, IReadOnlyList<string>> { ["q1"] = ["b", "a"] });

        Assert.Equal(0.25, scores.ReciprocalRank10);
        Assert.Equal(0.315465, scores.Ndcg10, 6);
    }

    [Fact]
    public void Judgements_come_in_three_columns_with_a_header_or_in_four()
    {
        var three = RetrievalSet.ReadJudgements(["query-id\tcorpus-id\tscore", "1\td7\t2"]);
        var four = RetrievalSet.ReadJudgements(["1 0 d7 2"]);

        Assert.Equal(2, three["1"]["d7"]);
        Assert.Equal(2, four["1"]["d7"]);
        Assert.Single(three);
    }

    private static Dictionary<string, int> Gains(params (string Document, int Gain)[] gains) =>
        gains.ToDictionary(pair => pair.Document, pair => pair.Gain);
}
