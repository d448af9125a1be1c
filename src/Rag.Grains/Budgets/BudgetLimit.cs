using System.Globalization;
using Rag.Grains.Interfaces;

namespace Rag.Grains.Budgets;

/// <summary>One limit of a budget as it stands.</summary>
/// <param name="Period"><c>day</c> or <c>month</c>.</param>
/// <param name="Unit"><c>tokens</c> or <c>usd</c>.</param>
/// <param name="Most">What may be spent in the period.</param>
/// <param name="Used">What was spent in it.</param>
/// <param name="Reserved">What work under way may still spend.</param>
/// <param name="Start">The period's first moment.</param>
/// <param name="End">The moment after its last.</param>
internal sealed record BudgetLimit(
    string Period, string Unit, decimal Most, decimal Used, decimal Reserved, DateTimeOffset Start, DateTimeOffset End)
{
    public const string Tokens = "tokens";
    public const string Usd = "usd";

    private const int CentsPerDollar = 100;

    public decimal Remaining => Math.Max(0, Most - Used - Reserved);

    public BudgetInfo Describe() => new(Period, Unit, Most, Used, Reserved, Remaining, End);

    /// <summary>The refusal of work that does not fit.</summary>
    /// <param name="needed">The most that the work may spend.</param>
    /// <param name="now">From when on to wait.</param>
    public Failure Refuse(decimal needed, DateTimeOffset now) => needed > Most
        ? Failures.Quota(
            $"This may spend up to {Word(needed)}, and the budget for a {Period} is {Word(Most)} in all. Ask for less "
            + "(max_tokens, top_k, expansion, history), or have the budget raised (Rag:Budgets).")
        : new Failure
        {
            Kind = FailureKind.RateLimited,
            Code = "budget_exceeded",
            Message = $"This may spend up to {Word(needed)}, and of the budget for the {Period}, {Word(Most)}, "
                + $"{Word(Used)} are spent and {Word(Reserved)} reserved by what is under way. Wait for the end of "
                + $"the {Period} at {End:yyyy-MM-dd'T'HH:mm:ss'Z'}, ask for less, or have the budget raised "
                + "(Rag:Budgets).",
            RetryAfter = End - now,
            Limit = new RateLimitState(
                Unit == Usd ? $"usd-cents-{Period}" : $"tokens-{Period}",
                Whole(Most),
                End - Start,
                Whole(Remaining),
                End - now),
        };

    private string Word(decimal amount) => Unit == Usd
        ? string.Create(CultureInfo.InvariantCulture, $"${amount:0.00####}")
        : string.Create(CultureInfo.InvariantCulture, $"{amount:N0} tokens");

    /// <summary>The headers of a rate limit have whole numbers: money is in cents.</summary>
    private int Whole(decimal amount) =>
        (int)Math.Min(int.MaxValue, Math.Floor(Unit == Usd ? amount * CentsPerDollar : amount));
}
