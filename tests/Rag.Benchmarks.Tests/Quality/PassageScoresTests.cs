using Rag.Benchmarks.Quality;

namespace Rag.Benchmarks.Tests.Quality;

public sealed class PassageScoresTests
{
    private static readonly PassageQuestion Question = new("?", "a", [new Span(10, 20), new Span(15, 30)]);

    [Fact]
    public void Recall_is_over_the_references_as_given_and_the_rest_over_their_union()
    {
        Hit[] retrieved = [new("a", 1, new Span(0, 20)), new("b", 1, new Span(10, 30))];

        PassageScores scores = PassageScores.Of(Question, retrieved, [new Span(0, 20), new Span(20, 40)]);

        Assert.Equal(10.0 / 25, scores.Recall, 6);
        Assert.Equal(10.0 / 40, scores.Precision, 6);
        Assert.Equal(10.0 / 50, scores.IntersectionOverUnion, 6);
        Assert.Equal(20.0 / 40, scores.PrecisionCeiling, 6);
    }

    [Fact]
    public void Characters_that_two_chunks_repeat_count_twice_as_retrieved_and_once_as_found()
    {
        Hit[] retrieved = [new("a", 1, new Span(10, 30)), new("a", 1, new Span(10, 30))];

        PassageScores scores = PassageScores.Of(Question, retrieved, [new Span(10, 30)]);

        Assert.Equal(20.0 / 40, scores.Precision, 6);
        Assert.Equal(1, scores.PrecisionCeiling);
    }

    [Fact]
    public void Nothing_retrieved_scores_zero()
    {
        PassageScores scores = PassageScores.Of(Question, [], []);

        Assert.Equal(new PassageScores(0, 0, 0, 0), scores);
    }
}
