namespace Rag.Grains.Budgets;

/// <summary>
/// What tenants may spend (section <c>Budgets</c>): what stands here is every tenant's, each for itself.
/// </summary>
public sealed class BudgetOptions : Budget
{
    /// <summary>
    /// Budgets by tenant id, each whole: nothing of the common one holds beside it. Default: none.
    /// </summary>
    public IDictionary<string, Budget> Tenants { get; } =
        new Dictionary<string, Budget>(StringComparer.OrdinalIgnoreCase);

    /// <summary>A tenant's budget.</summary>
    public Budget Of(string tenant) => Tenants.TryGetValue(tenant, out Budget? own) ? own : this;
}
