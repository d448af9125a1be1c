using Rag.Grains.Budgets;
using Rag.Grains.Interfaces;
using Rag.Pipeline.Ingestion;
using Rag.Pipeline.Usage;

namespace Rag.Grains.Documents;

/// <summary>What one run spends on models, covered by its tenant's budgets before it is spent.</summary>
internal sealed class IngestionSpending(SpendingLimits limits, TenantId tenant)
{
    private SpendingAllowance? _allowance;

    public async Task ReserveAsync(ModelUsage most, CancellationToken cancellationToken)
    {
        Outcome<SpendingAllowance> reserved = await limits.ReserveAsync(tenant, [[most]], cancellationToken);
        // Waiting for the next day or month would look like a document that is stuck.
        _allowance = reserved.Failed(out Failure? refused, out SpendingAllowance? allowance)
            ? throw new IngestionException("quota_exceeded", refused.Message, refused.RetryAfter is not null)
            : allowance;
    }

    public Task SettleAsync(ModelUsage? used) => limits.SettleAsync(_allowance!, used is null ? [] : [used]);
}
