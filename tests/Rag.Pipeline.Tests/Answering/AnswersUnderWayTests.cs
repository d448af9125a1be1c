using Rag.Pipeline.Answering;

namespace Rag.Pipeline.Tests.Answering;

public sealed class AnswersUnderWayTests
{
    private static readonly KeptAnswer Said = new("Yes.", "model", "stop");

    private readonly AnswersUnderWay _underWay = new();

    [Fact]
    public async Task Who_comes_second_gets_what_the_first_was_told()
    {
        using AnswersUnderWay.Asking? first = _underWay.Begin("a", out _);
        Assert.Null(_underWay.Begin("a", out Task<KeptAnswer?> answer));
        using AnswersUnderWay.Asking? other = _underWay.Begin("b", out Task<KeptAnswer?> otherAnswer);
        Assert.False(answer.IsCompleted);

        first!.Complete(Said);

        Assert.Equal(Said, await answer);
        Assert.NotNull(other);
        Assert.False(otherAnswer.IsCompleted);
    }

    [Fact]
    public async Task Who_gives_up_lets_the_others_ask()
    {
        _underWay.Begin("a", out _)!.Dispose();
        using AnswersUnderWay.Asking? second = _underWay.Begin("a", out Task<KeptAnswer?> answer);

        Assert.NotNull(second);
        second.Dispose();
        Assert.Null(await answer);
    }

    [Fact]
    public void An_end_that_comes_twice_does_not_end_another()
    {
        AnswersUnderWay.Asking first = _underWay.Begin("a", out _)!;
        first.Complete(Said);
        using AnswersUnderWay.Asking second = _underWay.Begin("a", out Task<KeptAnswer?> answer)!;

        first.Dispose();

        Assert.False(answer.IsCompleted);
        Assert.Null(_underWay.Begin("a", out _));
    }
}
