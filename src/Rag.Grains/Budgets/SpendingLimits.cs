using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rag.Grains.Interfaces;
using Rag.Grains.Usage;
using Rag.Pipeline.Usage;

namespace Rag.Grains.Budgets;

/// <summary>
/// The way of all work that asks models: it reserves before, and what it used is counted after, in the ledger and in
/// the budget. Without a budget, or with built-in models alone, nothing is reserved and nobody is asked.
/// </summary>
internal sealed partial class SpendingLimits(
    IGrainFactory grains,
    ModelPrices prices,
    UsageRecorder recorder,
    IOptions<BudgetOptions> options,
    BudgetMeter meter,
    ILogger<SpendingLimits> logger)
{
    /// <summary>Reserves the most that work may use; the refusal if the budget does not allow it.</summary>
    /// <param name="tenant">Who pays.</param>
    /// <param name="most">The most that the work may use; where one of several models may do it, each way of doing it.
    /// </param>
    /// <param name="cancellationToken">Gives up; nothing stays reserved.</param>
    public async Task<Outcome<SpendingAllowance>> ReserveAsync(
        TenantId tenant, IReadOnlyList<IReadOnlyList<ModelUsage>> most, CancellationToken cancellationToken)
    {
        Budget budget = options.Value.Of(tenant.Value);
        ModelUsage[] paid = [.. most.SelectMany(way => way).Where(usage => !usage.IsBuiltIn)];
        if (!budget.IsLimited || paid.Length == 0) return new SpendingAllowance(tenant, null);
        if (budget.IsOfMoney && paid.FirstOrDefault(usage => prices.CostOf(usage) is null) is { } unpriced)
            return Refused(Unpriced(unpriced.Model));
        var spending = new Spending(Guid.NewGuid(), most.Max(TokensOf), most.Max(CostOf));
        bool isKnown = false;
        try
        {
            Outcome<Spending> reserved = await grains.Budget(tenant).ReserveAsync(spending, cancellationToken);
            isKnown = true;
            return reserved.Failure is { } refused
                ? Refused(refused)
                : new SpendingAllowance(tenant, spending.Operation);
        }
        finally
        {
            // The caller left, or the answer was lost: whatever was reserved is given back.
            if (!isKnown) await GiveBackAsync(tenant, new Spending(spending.Operation, 0, 0));
        }
    }

    /// <summary>Counts what was used; never fails.</summary>
    public async Task SettleAsync(SpendingAllowance allowance, IReadOnlyList<ModelUsage> used)
    {
        recorder.Record(allowance.Tenant, used);
        if (allowance.Operation is { } operation)
            await GiveBackAsync(allowance.Tenant, new Spending(operation, TokensOf(used), CostOf(used)));
    }

    private static long TokensOf(IReadOnlyList<ModelUsage> usage) =>
        usage.Where(entry => !entry.IsBuiltIn).Sum(entry => entry.InputTokens + entry.OutputTokens);

    private Failure Refused(Failure failure)
    {
        meter.Refused(failure.Code);
        return failure;
    }

    private static Failure Unpriced(string model) => Failures.Quota(
        $"There is a budget of money, and the model '{model}' has no price, so nobody knows what it would spend. Set "
        + "one in Rag:Usage:Prices (0 if it costs nothing), or a budget of tokens instead.");

    private decimal CostOf(IReadOnlyList<ModelUsage> usage) => usage.Sum(entry => prices.CostOf(entry) ?? 0);

    private async Task GiveBackAsync(TenantId tenant, Spending spent)
    {
        try
        {
            await grains.Budget(tenant).SettleAsync(spent, CancellationToken.None);
        }
#pragma warning disable CA1031 // The answer is made all the same; what is reserved counts as spent in an hour.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogNotSettled(exception, tenant.Value, spent.Tokens);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Tokens} tokens of tenant {Tenant} were not settled; what was reserved counts.")]
    private partial void LogNotSettled(Exception exception, string tenant, long tokens);
}
