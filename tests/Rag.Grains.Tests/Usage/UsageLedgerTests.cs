using Rag.Grains.Interfaces;
using Rag.Grains.Usage;

namespace Rag.Grains.Tests.Usage;

public sealed class UsageLedgerTests
{
    private static readonly DateOnly Day = new(2026, 11, 21);

    [Fact]
    public void Lines_of_one_day_model_and_role_are_summed()
    {
        var ledger = new UsageLedger([Line("m", "chat"), Line("m", "chat"), Line("m", "embedding")]);

        Assert.Equal(
            [
                new UsageLine(Day, "m", "chat", 2, 20, 10, 4, 2, 0.5m),
                new UsageLine(Day, "m", "embedding", 1, 10, 5, 2, 1, 0.25m),
            ],
            ledger.Lines);
    }

    [Fact]
    public void Models_beyond_a_hundred_a_day_are_counted_together()
    {
        var ledger = new UsageLedger(Enumerable.Range(0, 103).Select(i => Line($"m{i}", "chat")));

        Assert.Equal(101, ledger.Lines.Count);
        Assert.Equal(3, Assert.Single(ledger.Lines, line => line.Model == "other").Calls);
    }

    private static UsageLine Line(string model, string role) => new(Day, model, role, 1, 10, 5, 2, 1, 0.25m);
}
