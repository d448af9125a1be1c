namespace Rag.Grains.Interfaces;

/// <summary>A tenant's budgets.</summary>
/// <param name="Budgets">By period, then unit; empty if nothing limits what it spends.</param>
[GenerateSerializer, Immutable, Alias("rag.budget-list")]
public sealed record BudgetList([property: Id(0)] IReadOnlyList<BudgetInfo> Budgets);
