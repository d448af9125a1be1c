using Rag.Grains.Interfaces;

namespace Rag.Grains.Budgets;

/// <summary>
/// A tenant's account: what was spent on the day and in the month, and what work under way may still spend. Spending
/// counts in the period in which it is settled, as in the ledger. Invariant: what is reserved fitted when it was.
/// Not thread-safe.
/// </summary>
internal sealed class BudgetAccount(Budget budget, BudgetState stored, TimeProvider time)
{
    /// <summary>
    /// What was not settled for so long belongs to a silo that is gone: it may have been spent, and counts so. Longer
    /// than any answer takes.
    /// </summary>
    public static readonly TimeSpan ReservationLifetime = TimeSpan.FromHours(1);

    /// <summary>Pieces of work under way; each is a few bytes of every write.</summary>
    public const int MaxOpen = 10_000;

    private readonly Dictionary<Guid, OpenReservation> _open =
        stored.Open.ToDictionary(reservation => reservation.Operation);

    private DateOnly _day = stored.Day;
    private Spent _ofDay = stored.OfDay;
    private Spent _ofMonth = stored.OfMonth;

    /// <summary>As it is to be stored.</summary>
    public BudgetState State => new()
    {
        Day = _day, OfDay = _ofDay, OfMonth = _ofMonth, Open = [.. _open.Values],
    };

    /// <summary>Reserves; the refusal if it does not fit.</summary>
    public Failure? Reserve(Spending most)
    {
        DateTimeOffset now = Advance();
        if (_open.ContainsKey(most.Operation)) return null;
        if (_open.Count >= MaxOpen)
        {
            return new Failure
            {
                Kind = FailureKind.Overloaded,
                Code = "overloaded",
                Message = $"{_open.Count:N0} pieces of work of this tenant are under way, the limit. Ask again later.",
                RetryAfter = TimeSpan.FromSeconds(1),
            };
        }

        // The longest wait is the one that helps; what never fits is said before all.
        (BudgetLimit Limit, decimal Needed)[] broken =
        [
            .. Limits(now).Select(limit => (Limit: limit, Needed: AmountOf(most, limit)))
                .Where(entry => entry.Needed > entry.Limit.Remaining)
                .OrderByDescending(entry => entry.Needed > entry.Limit.Most)
                .ThenByDescending(entry => entry.Limit.End),
        ];
        if (broken.Length > 0) return broken[0].Limit.Refuse(broken[0].Needed, now);
        _open[most.Operation] = new OpenReservation(most.Operation, new Spent(most.Tokens, most.CostUsd), now);
        return null;
    }

    /// <summary>Puts what was spent in the place of what was reserved; once.</summary>
    /// <returns>Whether anything has changed.</returns>
    public bool Settle(Spending spent)
    {
        Advance();
        if (!_open.Remove(spent.Operation)) return false;
        Add(new Spent(spent.Tokens, spent.CostUsd));
        return true;
    }

    /// <summary>The limits as they stand, by period, then unit.</summary>
    public IReadOnlyList<BudgetInfo> Describe() => [.. Limits(Advance()).Select(limit => limit.Describe())];

    private static decimal AmountOf(Spending most, BudgetLimit limit) =>
        limit.Unit == BudgetLimit.Usd ? most.CostUsd : most.Tokens;

    private IEnumerable<BudgetLimit> Limits(DateTimeOffset now)
    {
        Spent reserved = _open.Values.Aggregate(Spent.Nothing, (sum, reservation) => sum + reservation.Most);
        var day = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        DateTimeOffset month = day.AddDays(1 - day.Day);
        (string, decimal?, decimal, decimal, DateTimeOffset, DateTimeOffset, string)[] all =
        [
            ("day", budget.TokensPerDay, _ofDay.Tokens, reserved.Tokens, day, day.AddDays(1), BudgetLimit.Tokens),
            ("day", budget.UsdPerDay, _ofDay.CostUsd, reserved.CostUsd, day, day.AddDays(1), BudgetLimit.Usd),
            ("month", budget.TokensPerMonth, _ofMonth.Tokens, reserved.Tokens, month, month.AddMonths(1),
                BudgetLimit.Tokens),
            ("month", budget.UsdPerMonth, _ofMonth.CostUsd, reserved.CostUsd, month, month.AddMonths(1),
                BudgetLimit.Usd),
        ];
        foreach ((string period, decimal? most, decimal used, decimal open, var start, var end, string unit) in all)
        {
            if (most is { } limit) yield return new BudgetLimit(period, unit, limit, used, open, start, end);
        }
    }

    /// <summary>Begins a new day or month if it is time, and gives up what was never settled.</summary>
    private DateTimeOffset Advance()
    {
        DateTimeOffset now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        // A clock that steps back must not give a day's budget twice.
        if (today > _day)
        {
            if (today.Year != _day.Year || today.Month != _day.Month) _ofMonth = Spent.Nothing;
            _ofDay = Spent.Nothing;
            _day = today;
        }

        foreach (OpenReservation lost in _open.Values.Where(open => now - open.At > ReservationLifetime).ToArray())
        {
            _open.Remove(lost.Operation);
            Add(lost.Most);
        }

        return now;
    }

    private void Add(Spent spent) => (_ofDay, _ofMonth) = (_ofDay + spent, _ofMonth + spent);
}
