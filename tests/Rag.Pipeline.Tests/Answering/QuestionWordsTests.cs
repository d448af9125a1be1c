using Rag.Pipeline.Answering;

namespace Rag.Pipeline.Tests.Answering;

public sealed class QuestionWordsTests
{
    [Theory]
    [InlineData("How high is the lighthouse?", "how high is this lighthouse")]
    [InlineData("Is the pump of Lindau's harbour safe?", "Can you tell whether Lindau harbour's pump is safe?")]
    [InlineData("What does error E-1234 mean?", "What is meant by the error E-1234?")]
    [InlineData("Why doesn't it start?", "Why does it not start?")]
    public void Other_words_may_differ(string one, string other) => Assert.True(Agree(one, other));

    [Theory]
    [InlineData("Does it hold 12 litres?", "Does it hold 12.5 litres?")]
    [InlineData("Which are the two causes?", "Which are the three causes?")]
    [InlineData("Is it allowed to charge?", "Is it not allowed to charge?")]
    [InlineData("Is it never allowed?", "Is it allowed?")]
    [InlineData("Can I do it with a permit?", "Can I do it without a permit?")]
    [InlineData("Darf der Akku geladen werden?", "Darf der Akku nicht geladen werden?")]
    [InlineData("What did Luther write?", "What did Calvin write?")]
    [InlineData("Luther's view of works?", "Calvin's view of works?")]
    [InlineData("What does error E-1234 mean?", "What does error E-1235 mean?")]
    [InlineData("What is max_tokens for?", "What is top_k for?")]
    [InlineData("What is the IPCC?", "What is the IPPC?")]
    [InlineData("When was it built?", "Where was it built?")]
    [InlineData("What happens before the restart?", "What happens after the restart?")]
    [InlineData("What is the highest speed?", "What is the lowest speed?")]
    public void A_word_that_changes_the_answer_makes_another_question(string one, string other)
    {
        Assert.False(Agree(one, other));
        Assert.False(Agree(other, one));
    }

    [Fact]
    public void Where_names_have_no_capitals_no_question_is_like_another() =>
        Assert.False(Agree("灯塔有多高", "灯塔有多高?"));

    private static bool Agree(string one, string other) => QuestionWords.Of(one).Agree(QuestionWords.Of(other));
}
