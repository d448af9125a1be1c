using Rag.Benchmarks.Refusals;

namespace Rag.Benchmarks.Tests.Refusals;

public sealed class RefusalCountTests
{
    [Fact]
    public void Precision_counts_as_if_there_were_as_many_questions_of_either_kind()
    {
        var answerable = new RefusalCount(Asked: 1000, Refused: 100, Right: 800);
        var unanswerable = new RefusalCount(Asked: 10, Refused: 9, Right: 0);

        Assert.Equal(.9, unanswerable.RefusedShare, 6);
        Assert.Equal(.9, RefusalCount.Precision(answerable, unanswerable), 6);
    }

    [Fact]
    public void Nothing_refused_is_nothing_refused_wrongly()
    {
        var none = new RefusalCount(Asked: 10, Refused: 0, Right: 0);

        Assert.Equal(1, RefusalCount.Precision(none, none), 6);
    }
}
