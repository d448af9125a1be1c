namespace Rag.Grains.Interfaces;

/// <summary>
/// Holds what a tenant may spend on models, for all silos together: work reserves the most that it may spend before it
/// asks a model, and says in the end what it did spend.
/// </summary>
[Alias("rag.IBudgetGrain")]
public interface IBudgetGrain : IGrainWithStringKey
{
    /// <summary>
    /// Reserves; refused with <c>budget_exceeded</c> until the period ends, or with <c>quota_exceeded</c> if it is more
    /// than a whole period's budget. What is never settled counts as spent.
    /// </summary>
    [Idempotent]
    [ResponseTimeout(CallTimes.Short)]
    [Alias("Reserve")]
    Task<Outcome<Spending>> ReserveAsync(Spending most, CancellationToken cancellationToken);

    /// <summary>Puts what was spent in the place of what was reserved.</summary>
    [Idempotent]
    [ResponseTimeout(CallTimes.Short)]
    [Alias("Settle")]
    Task SettleAsync(Spending spent, CancellationToken cancellationToken);

    /// <summary>The budgets as they stand.</summary>
    [Idempotent]
    [ResponseTimeout(CallTimes.Short)]
    [Alias("Get")]
    Task<BudgetList> GetAsync(CancellationToken cancellationToken);
}
