namespace Rag.Grains.Interfaces;

/// <summary>A budget and how much of it is spent.</summary>
/// <param name="Period"><c>day</c> or <c>month</c>, both in UTC.</param>
/// <param name="Unit"><c>tokens</c> or <c>usd</c>.</param>
/// <param name="Limit">What may be spent in the period.</param>
/// <param name="Used">What was spent in it, 0 or more; it may be a little over the limit, as estimates are.</param>
/// <param name="Reserved">The most that work under way may still spend.</param>
/// <param name="Remaining">What is left for other work, 0 or more.</param>
/// <param name="ResetsAt">The end of the period.</param>
[GenerateSerializer, Immutable, Alias("rag.budget-info")]
public sealed record BudgetInfo(
    [property: Id(0)] string Period,
    [property: Id(1)] string Unit,
    [property: Id(2)] decimal Limit,
    [property: Id(3)] decimal Used,
    [property: Id(4)] decimal Reserved,
    [property: Id(5)] decimal Remaining,
    [property: Id(6)] DateTimeOffset ResetsAt);
