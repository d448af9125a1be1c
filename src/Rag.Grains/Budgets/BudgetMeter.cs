using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Rag.Grains.Budgets;

/// <summary>What a silo tells of budgets. Tenants are no labels: they would make a series each.</summary>
public sealed class BudgetMeter
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Rag.Budgets";

    private readonly Counter<long> _refusals;

    /// <summary>Creates the instrument.</summary>
    public BudgetMeter(IMeterFactory meters) => _refusals = meters.Create(Name).CreateCounter<long>(
        "rag.budget.refusals", "{refusal}", "Questions, searches and batches that a budget refused, by code.");

    /// <summary>Counts a refusal.</summary>
    /// <param name="code"><c>budget_exceeded</c>: it may fit later; <c>quota_exceeded</c>: it never does.</param>
    public void Refused(string code) => _refusals.Add(1, new TagList { { "code", code } });
}
