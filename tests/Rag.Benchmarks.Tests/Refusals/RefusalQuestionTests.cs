using Rag.Benchmarks.Refusals;

namespace Rag.Benchmarks.Tests.Refusals;

public sealed class RefusalQuestionTests
{
    [Fact]
    public void A_set_is_read_with_gold_answers_and_the_articles_that_hold_them()
    {
        string directory = Directory.CreateTempSubdirectory().FullName;
        File.WriteAllLines(
            Path.Combine(directory, "queries.jsonl"),
            ["""{"_id":"q1","text":"How many?","answers":["308"]}""", """{"_id":"q2","text":"Which?"}"""]);
        File.WriteAllLines(
            Path.Combine(directory, "qrels.tsv"), ["query-id\tcorpus-id\tscore", "q1\tBowl#0\t1", "q1\tBowl#3\t1"]);

        RefusalQuestion only = Assert.Single(RefusalQuestion.ReadAll(directory));
        Directory.Delete(directory, recursive: true);

        Assert.Equal("How many?", only.Text);
        Assert.Equal(["308"], only.GoldAnswers);
        Assert.Equal(["Bowl"], only.Articles);
    }

    [Fact]
    public void Case_and_white_space_do_not_count_in_an_answer()
    {
        var question = new RefusalQuestion("Who?", ["Von Miller"], []);

        Assert.True(question.IsAnsweredBy("It was VON  MILLER. [1]"));
        Assert.False(question.IsAnsweredBy("It was Miller. [1]"));
    }
}
