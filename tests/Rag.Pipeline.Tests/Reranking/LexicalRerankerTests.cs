using Rag.Pipeline.Reranking;
using Rag.Pipeline.Usage;

namespace Rag.Pipeline.Tests.Reranking;

public sealed class LexicalRerankerTests
{
    private readonly LexicalReranker _reranker = new();

    [Fact]
    public async Task Words_that_stand_together_in_the_question_count_more_together()
    {
        IReadOnlyList<double> scores = await ScoreAsync(
            "grain directory",
            new("The directory of the village mill lists all of its neighbours and, on the last page, grain.", 1),
            new("The village lists the grain directory of mills.", 1));

        Assert.Equal([0.85, 1], scores);
    }

    [Fact]
    public async Task In_order_counts_more_than_near()
    {
        IReadOnlyList<double> scores = await ScoreAsync(
            "red wine",
            new("This label says red wine, bottled.", 1),
            new("This label says wine red, bottled.", 1),
            new("Bottled, says this label, nothing else.", 1));

        Assert.True(scores[0] > scores[1] && scores[1] > scores[2]);
    }

    [Fact]
    public async Task Retrieval_keeps_the_greater_say()
    {
        IReadOnlyList<double> scores = await ScoreAsync(
            "grain directory", new("Nothing of it.", 0.9), new("The grain directory.", 0.2));

        Assert.Equal([0.85, 0.15], scores.Select(score => Math.Round(score, 6)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("the of and")]
    [InlineData("otter")]
    [InlineData("otter otter")]
    [InlineData("水獭游泳")]
    public async Task A_question_without_pairs_keeps_the_order_of_retrieval(string question)
    {
        IReadOnlyList<double> scores = await ScoreAsync(question, new("One otter.", 3), new("Two.", 2), new("", 1));

        Assert.True(scores[0] > scores[1] && scores[1] > scores[2]);
        Assert.All(scores, score => Assert.InRange(score, 0, 1));
    }

    private Task<IReadOnlyList<double>> ScoreAsync(string question, params RerankCandidate[] passages) =>
        _reranker.ScoreAsync(question, passages, new UsageTally(), TestContext.Current.CancellationToken);
}
