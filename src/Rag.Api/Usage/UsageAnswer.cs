using Rag.Grains.Interfaces;

namespace Rag.Api.Usage;

/// <summary>A tenant's usage.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Total">All of them together; its period is empty.</param>
/// <param name="Periods">Those in which anything was used, ascending.</param>
/// <param name="Budgets">What may be spent now and how much of it is; empty if nothing limits it.</param>
internal sealed record UsageAnswer(
    DateOnly From,
    DateOnly To,
    UsagePeriod Total,
    IReadOnlyList<UsagePeriod> Periods,
    IReadOnlyList<BudgetInfo> Budgets);
