using Rag.Grains.Interfaces;

namespace Rag.Grains.Usage;

/// <summary>Sums what the silos report of a tenant's month.</summary>
internal sealed class UsageGrain(
    [PersistentState("usage", GrainStorageNames.Default)] IPersistentState<UsageState> state,
    UsageRecorder recorder) : Grain, IUsageGrain
{
    /// <summary>Reporters that are remembered; a report is repeated within minutes, a start takes longer.</summary>
    private const int MaxMarks = 100;

    public async Task AddAsync(UsageReport report, CancellationToken cancellationToken)
    {
        if (IsCounted(report)) return;
        var ledger = new UsageLedger(state.State.Lines);
        ledger.Add(report.Lines);
        state.State.Lines = ledger.Lines;
        List<ReportMark> marks = state.State.Marks;
        marks.RemoveAll(mark => mark.Reporter == report.Reporter);
        marks.Add(new ReportMark(report.Reporter, report.Sequence));
        if (marks.Count > MaxMarks) marks.RemoveAt(0);
        await WriteAsync();
    }

    public Task<UsageLines> GetAsync(CancellationToken cancellationToken)
    {
        (TenantId tenant, DateOnly month) = GrainKeys.ParseUsage(this.GetPrimaryKeyString());
        var ledger = new UsageLedger(state.State.Lines);
        (UsageReport? sent, IReadOnlyList<UsageLine> since) = recorder.Pending(tenant, month);
        if (sent is not null && !IsCounted(sent)) ledger.Add(sent.Lines);
        ledger.Add(since);
        return Task.FromResult(new UsageLines(ledger.Lines));
    }

    private bool IsCounted(UsageReport report) => state.State.Marks.Any(
        mark => mark.Reporter == report.Reporter && mark.Sequence >= report.Sequence);

    /// <summary>After a failed write nobody knows what is stored: the next call reads it again.</summary>
    private async Task WriteAsync()
    {
        bool isWritten = false;
        try
        {
            await state.WriteStateAsync(CancellationToken.None);
            isWritten = true;
        }
        finally
        {
            if (!isWritten) DeactivateOnIdle();
        }
    }
}
