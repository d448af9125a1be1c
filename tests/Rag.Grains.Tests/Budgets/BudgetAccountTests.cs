using Rag.Grains.Budgets;
using Rag.Grains.Interfaces;

namespace Rag.Grains.Tests.Budgets;

public sealed class BudgetAccountTests
{
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 11, 29, 23, 0, 0, TimeSpan.Zero));

    [Fact]
    public void What_is_reserved_is_not_given_twice_and_what_was_not_spent_comes_back()
    {
        BudgetAccount account = Account(new Budget { TokensPerDay = 100 });
        Spending first = Tokens(70);
        Assert.Null(account.Reserve(first));

        Failure? refused = account.Reserve(Tokens(31));
        Assert.True(account.Settle(first with { Tokens = 20 }));

        Assert.Equal("budget_exceeded", refused!.Code);
        Assert.Null(account.Reserve(Tokens(80)));
        BudgetInfo budget = Assert.Single(account.Describe());
        Assert.Equal(
            ("day", "tokens", 100m, 20m, 80m, 0m),
            (budget.Period, budget.Unit, budget.Limit, budget.Used, budget.Reserved, budget.Remaining));
    }

    [Fact]
    public void A_refusal_says_the_numbers_and_how_long_to_wait()
    {
        BudgetAccount account = Account(new Budget { TokensPerDay = 1_000 });
        Spending first = Tokens(600);
        account.Reserve(first);
        account.Settle(first);
        account.Reserve(Tokens(300));

        Failure refused = account.Reserve(Tokens(200))!;

        Assert.Equal(FailureKind.RateLimited, refused.Kind);
        Assert.Equal(TimeSpan.FromHours(1), refused.RetryAfter);
        Assert.Equal(
            "This may spend up to 200 tokens, and of the budget for the day, 1,000 tokens, 600 tokens are spent and "
            + "300 tokens reserved by what is under way. Wait for the end of the day at 2026-11-30T00:00:00Z, ask for "
            + "less, or have the budget raised (Rag:Budgets).",
            refused.Message);
        Assert.Equal(
            new RateLimitState("tokens-day", 1_000, TimeSpan.FromDays(1), 100, TimeSpan.FromHours(1)), refused.Limit);
    }

    [Fact]
    public void Of_two_budgets_that_are_spent_the_longer_one_says_how_long_to_wait()
    {
        BudgetAccount account = Account(new Budget { UsdPerDay = 1, UsdPerMonth = 1.5m });
        Spending first = new(Guid.NewGuid(), 0, 1);
        account.Reserve(first);
        account.Settle(first);

        Failure refused = account.Reserve(new Spending(Guid.NewGuid(), 0, 0.6m))!;

        Assert.Equal(TimeSpan.FromHours(25), refused.RetryAfter);
        Assert.Equal(
            new RateLimitState("usd-cents-month", 150, TimeSpan.FromDays(30), 50, TimeSpan.FromHours(25)),
            refused.Limit);
        Assert.Contains("$1.50, $1.00 are spent", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_never_fits_is_no_matter_of_waiting()
    {
        Failure refused = Account(new Budget { TokensPerDay = 100, UsdPerMonth = 0 }).Reserve(Tokens(101))!;

        Assert.Equal(FailureKind.Forbidden, refused.Kind);
        Assert.Equal("quota_exceeded", refused.Code);
        Assert.Null(refused.RetryAfter);
    }

    [Fact]
    public void A_new_day_has_a_new_budget_and_the_month_goes_on_until_its_end()
    {
        BudgetAccount account = Account(new Budget { TokensPerDay = 100, TokensPerMonth = 150 });
        Spend(account, 90);

        _time.Advance(TimeSpan.FromHours(1));
        Assert.Null(account.Reserve(Tokens(60)));
        Assert.NotNull(account.Reserve(Tokens(1)));
        _time.Advance(TimeSpan.FromHours(24));

        // The open reservation is older than an hour: it counts as spent, in the new month.
        Assert.Equal([60m, 60m], account.Describe().Select(budget => budget.Used));
        Assert.Null(account.Reserve(Tokens(40)));
    }

    [Fact]
    public void A_clock_that_steps_back_does_not_give_a_budget_twice()
    {
        BudgetAccount account = Account(new Budget { TokensPerDay = 100 });
        _time.Advance(TimeSpan.FromHours(2));
        Spend(account, 100);

        _time.Advance(TimeSpan.FromHours(-2));

        Assert.NotNull(account.Reserve(Tokens(1)));
    }

    [Fact]
    public void What_is_said_twice_counts_once()
    {
        BudgetAccount account = Account(new Budget { TokensPerDay = 100 });
        Spending work = Tokens(60);

        Assert.Null(account.Reserve(work));
        Assert.Null(account.Reserve(work));
        Assert.True(account.Settle(work));
        Assert.False(account.Settle(work));

        Assert.Equal(60, Assert.Single(account.Describe()).Used);
    }

    [Fact]
    public void An_account_goes_on_from_what_is_stored()
    {
        var budget = new Budget { TokensPerDay = 100 };
        BudgetAccount before = Account(budget);
        Spend(before, 10);
        Spending open = Tokens(50);
        before.Reserve(open);

        var after = new BudgetAccount(budget, before.State, _time);

        Assert.NotNull(after.Reserve(Tokens(41)));
        Assert.True(after.Settle(open));
        Assert.Equal(60, Assert.Single(after.Describe()).Used);
    }

    private BudgetAccount Account(Budget budget) => new(budget, new BudgetState(), _time);

    private static void Spend(BudgetAccount account, long tokens)
    {
        Spending work = Tokens(tokens);
        Assert.Null(account.Reserve(work));
        account.Settle(work);
    }

    private static Spending Tokens(long tokens) => new(Guid.NewGuid(), tokens, 0);
}
