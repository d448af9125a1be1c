using Rag.Grains.Interfaces;

namespace Rag.Grains.Usage;

/// <summary>
/// What a silo has seen of a tenant's month and not yet handed over: the report on its way, which stays the same until
/// it has arrived, and what came since. Not thread-safe.
/// </summary>
internal sealed class UsageAccount(Guid reporter)
{
    private readonly UsageLedger _since = new([]);
    private long _sequence;

    /// <summary>The report on its way; <see langword="null"/> if there is none.</summary>
    public UsageReport? Sent { get; private set; }

    /// <summary>What came since.</summary>
    public IReadOnlyList<UsageLine> Since => _since.Lines;

    public bool IsEmpty => Sent is null && _since.IsEmpty;

    public void Add(UsageLine line) => _since.Add(line);

    /// <summary>The report to send; <see langword="null"/> if there is nothing to tell.</summary>
    public UsageReport? Report()
    {
        if (Sent is null && !_since.IsEmpty)
        {
            Sent = new UsageReport(reporter, ++_sequence, _since.Lines);
            _since.Clear();
        }

        return Sent;
    }

    /// <summary>The report has arrived.</summary>
    public void Confirm() => Sent = null;
}
