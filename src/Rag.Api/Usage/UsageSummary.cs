using System.Globalization;
using Rag.Grains.Interfaces;

namespace Rag.Api.Usage;

/// <summary>Sums lines of usage into periods.</summary>
internal static class UsageSummary
{
    /// <summary>The whole answer.</summary>
    /// <param name="lines">Lines of any days.</param>
    /// <param name="from">First day that counts.</param>
    /// <param name="to">Last day that counts.</param>
    /// <param name="format">What makes a period: the format of its days.</param>
    /// <param name="budgets">What may be spent.</param>
    public static UsageAnswer Of(
        IEnumerable<UsageLine> lines, DateOnly from, DateOnly to, string format, BudgetList budgets)
    {
        UsageLine[] wanted = [.. lines.Where(line => line.Day >= from && line.Day <= to)];
        return new UsageAnswer(
            from,
            to,
            Of("", wanted),
            [
                .. wanted.GroupBy(line => line.Day.ToString(format, CultureInfo.InvariantCulture))
                    .OrderBy(period => period.Key, StringComparer.Ordinal)
                    .Select(period => Of(period.Key, [.. period])),
            ],
            budgets.Budgets);
    }

    private static UsagePeriod Of(string period, UsageLine[] lines) => new(
        period,
        lines.Sum(line => line.CostUsd),
        lines.Sum(line => line.UnpricedTokens),
        lines.Sum(line => line.UnpricedSearchUnits),
        lines.Sum(line => line.EstimatedTokens),
        [
            .. lines.GroupBy(line => (line.Model, line.Role))
                .OrderBy(model => model.Key.Model, StringComparer.Ordinal)
                .ThenBy(model => model.Key.Role, StringComparer.Ordinal)
                .Select(model => new UsageModel(
                    model.Key.Model,
                    model.Key.Role,
                    model.Sum(line => line.Calls),
                    model.Sum(line => line.InputTokens),
                    model.Sum(line => line.OutputTokens),
                    model.Sum(line => line.EstimatedTokens),
                    model.Sum(line => line.UnpricedTokens),
                    model.Sum(line => line.SearchUnits),
                    model.Sum(line => line.EstimatedSearchUnits),
                    model.Sum(line => line.UnpricedSearchUnits),
                    model.Sum(line => line.CostUsd))),
        ]);
}
