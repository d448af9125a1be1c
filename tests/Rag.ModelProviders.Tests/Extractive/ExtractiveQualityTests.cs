using Rag.ModelProviders.Extractive;
using Rag.Pipeline.Prompting;
using Rag.Pipeline.Tests.Quality;

namespace Rag.ModelProviders.Tests.Extractive;

public sealed class ExtractiveQualityTests
{
    [Theory]
    [InlineData("xquad-en", .85)]
    [InlineData("xquad-de", .75)]
    [InlineData("xquad-hi", .79)]
    [InlineData("xquad-zh", .81)]
    public void Answers_hold_the_gold_answer(string name, double floor)
    {
        RetrievalSet set = RetrievalSet.Load(name);

        double share = Answers(set, set.Questions).Zip(set.Questions).Average(pair =>
            pair.Second.Answers.Any(gold => Holds(pair.First.Text, gold)) ? 1.0 : 0);

        TestContext.Current.TestOutputHelper!.WriteLine($"{name} holds the gold answer: {share:p1}");
        Assert.True(share >= floor, $"{name}: {share:p1} of the answers hold the gold answer, the floor is {floor:p0}");
    }

    [Theory]
    [InlineData("cranfield", "xquad-en", .94)]
    [InlineData("claude-docs", "xquad-en", .97)]
    [InlineData("xquad-en", "cranfield", .83)]
    [InlineData("xquad-en", "claude-docs", .80)]
    public void Questions_of_another_collection_are_refused(string questions, string passages, double floor)
    {
        double share = Answers(RetrievalSet.Load(passages), RetrievalSet.Load(questions).Questions)
            .Average(answer => answer.NoAnswerReason is null ? 0.0 : 1);

        TestContext.Current.TestOutputHelper!.WriteLine($"{questions} asked to {passages}: refused {share:p1}");
        Assert.True(share >= floor, $"{questions} asked to {passages}: {share:p1} refused, the floor is {floor:p0}");
    }

    [Theory]
    [InlineData("xquad-en", .72)]
    [InlineData("xquad-de", .82)]
    [InlineData("xquad-hi", .69)]
    [InlineData("xquad-zh", .64)]
    public void Questions_whose_article_is_left_out_are_refused(string name, double floor)
    {
        RetrievalSet set = RetrievalSet.Load(name);

        double share = Answers(set, set.Questions, isArticleLeftOut: true)
            .Average(answer => answer.NoAnswerReason is null ? 0.0 : 1);

        TestContext.Current.TestOutputHelper!.WriteLine($"{name} without the article: refused {share:p1}");
        Assert.True(share >= floor, $"{name} without the article: {share:p1} refused, the floor is {floor:p0}");
    }

    private static IEnumerable<ExtractedAnswer> Answers(
        RetrievalSet set, IReadOnlyList<RetrievalSet.Question> questions, bool isArticleLeftOut = false)
    {
        var index = new KeywordIndex(set.Passages.Select(passage => passage.IndexedText));
        var settings = new ExtractiveOptions();
        return questions.Select(question =>
        {
            HashSet<string> leftOut = isArticleLeftOut
                ? [.. set.Judgements[question.Id].Keys.Select(ArticleOf)]
                : [];
            IEnumerable<(int Text, double Score)> hits = index.Search(question.Text, set.Passages.Count)
                .Where(hit => !leftOut.Contains(ArticleOf(set.Passages[hit.Text].Id))).Take(5);
            GroundingSource[] sources = [.. hits.Select((hit, rank) =>
                new GroundingSource(rank + 1, set.Passages[hit.Text].Text, set.Passages[hit.Text].Title))];
            return ExtractedAnswer.Create(new Grounding(question.Text, sources), settings, maxTokens: null);
        });
    }

    private static string ArticleOf(string passage) => passage.Split('#')[0];

    private static bool Holds(string answer, string gold) =>
        Folded(answer).Contains(Folded(gold), StringComparison.Ordinal);

    private static string Folded(string text) =>
        string.Concat(text.ToUpperInvariant().Where(character => !char.IsWhiteSpace(character)));
}
