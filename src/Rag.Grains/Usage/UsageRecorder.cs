using Rag.Grains.Interfaces;
using Rag.Pipeline.Usage;

namespace Rag.Grains.Usage;

/// <summary>
/// Collects a silo's usage by tenant and month, so that a question costs no write of its own; <see cref="UsageSender"/>
/// hands it over. Thread-safe.
/// </summary>
public sealed class UsageRecorder(ModelPrices prices, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(TenantId Tenant, DateOnly Month), UsageAccount> _accounts = [];
    private readonly Guid _reporter = Guid.NewGuid();

    /// <summary>Counts a use of a model.</summary>
    public void Record(TenantId tenant, ModelUsage usage)
    {
        ArgumentNullException.ThrowIfNull(usage);
        var day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        decimal? cost = prices.CostOf(usage);
        var line = new UsageLine(
            day,
            usage.Model,
            usage.Role switch { ModelRole.Chat => "chat", ModelRole.Embedding => "embedding", _ => "rerank" },
            Calls: 1,
            usage.InputTokens,
            usage.OutputTokens,
            usage.EstimatedTokens,
            cost is null ? usage.InputTokens + usage.OutputTokens : 0,
            cost ?? 0)
        {
            SearchUnits = usage.SearchUnits,
            EstimatedSearchUnits = usage.EstimatedSearchUnits,
            UnpricedSearchUnits = cost is null ? usage.SearchUnits : 0,
        };
        var key = (tenant, MonthOf(day));
        lock (_lock)
        {
            if (!_accounts.TryGetValue(key, out UsageAccount? account))
                _accounts[key] = account = new UsageAccount(_reporter);
            account.Add(line);
        }
    }

    /// <summary>Counts several.</summary>
    public void Record(TenantId tenant, IEnumerable<ModelUsage> usage)
    {
        ArgumentNullException.ThrowIfNull(usage);
        foreach (ModelUsage entry in usage) Record(tenant, entry);
    }

    /// <summary>The reports to send; each stays the same until it is confirmed.</summary>
    internal IReadOnlyList<(TenantId Tenant, DateOnly Month, UsageReport Report)> Reports()
    {
        lock (_lock)
        {
            return
            [
                .. _accounts.Select(pair => (pair.Key.Tenant, pair.Key.Month, Report: pair.Value.Report()))
                    .Where(entry => entry.Report is not null)
                    .Select(entry => (entry.Tenant, entry.Month, entry.Report!)),
            ];
        }
    }

    /// <summary>The month's report has arrived.</summary>
    internal void Confirm(TenantId tenant, DateOnly month)
    {
        lock (_lock)
        {
            if (_accounts.TryGetValue((tenant, month), out UsageAccount? account)) account.Confirm();
            // A month that has ended gets nothing any more; this one's account keeps the number of its reports.
            if (account is { IsEmpty: true } && month < MonthOf(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)))
                _accounts.Remove((tenant, month));
        }
    }

    /// <summary>What is not yet known to have arrived: the report on its way and what came since.</summary>
    internal (UsageReport? Sent, IReadOnlyList<UsageLine> Since) Pending(TenantId tenant, DateOnly month)
    {
        lock (_lock)
        {
            return _accounts.TryGetValue((tenant, month), out UsageAccount? account)
                ? (account.Sent, account.Since)
                : (null, []);
        }
    }

    private static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);
}
