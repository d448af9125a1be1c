using Rag.ModelProviders.Extractive;
using Rag.Pipeline.Prompting;
using Rag.Pipeline.Tests.Quality;

namespace Rag.ModelProviders.Tests.Extractive;

public sealed class ExtractiveQualityTests
{
    [Theory]
    [InlineData("xquad-en", .83)]
    [InlineData("xquad-de", .70)]
    [InlineData("xquad-hi", .77)]
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

    private static IEnumerable<ExtractedAnswer> Answers(
        RetrievalSet set, IReadOnlyList<RetrievalSet.Question> questions)
    {
        var index = new KeywordIndex(set.Passages.Select(passage => passage.IndexedText));
        var settings = new ExtractiveOptions();
        return questions.Select(question =>
        {
            GroundingSource[] sources = [.. index.Search(question.Text, limit: 5).Select((hit, rank) =>
                new GroundingSource(rank + 1, set.Passages[hit.Text].Text, set.Passages[hit.Text].Title))];
            return ExtractedAnswer.Create(new Grounding(question.Text, sources), settings, maxTokens: null);
        });
    }

    private static bool Holds(string answer, string gold) =>
        Folded(answer).Contains(Folded(gold), StringComparison.Ordinal);

    private static string Folded(string text) =>
        string.Concat(text.ToUpperInvariant().Where(character => !char.IsWhiteSpace(character)));
}
