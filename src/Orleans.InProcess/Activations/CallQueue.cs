using System.Diagnostics.CodeAnalysis;

namespace Orleans.InProcess;

/// <summary>
/// The calls of one activation: which run and which wait. Not thread-safe: guarded by the activation's lock.
/// Invariant: while an exclusive call runs, no other call starts unless it interleaves; while read-only calls run, only
/// read-only and interleaving calls start. Waiting calls keep their order, so that readers cannot starve a writer.
/// </summary>
internal sealed class CallQueue(bool isReentrant)
{
    private readonly Queue<GrainCall> _waiting = new();
    private readonly Queue<GrainCall> _interleaving = new();
    private int _exclusiveCount;
    private int _readerCount;

    /// <summary>Calls that run, of every kind.</summary>
    public int RunningCount { get; private set; }

    /// <summary>Calls that run or wait.</summary>
    public int Count => RunningCount + _waiting.Count + _interleaving.Count;

    public bool HasRunnable => _interleaving.Count > 0 || (_waiting.TryPeek(out GrainCall? next) && MayStart(next));

    public void Add(GrainCall call) => (Interleaves(call) ? _interleaving : _waiting).Enqueue(call);

    public bool TryTake([NotNullWhen(true)] out GrainCall? call)
    {
        if (!_interleaving.TryDequeue(out call))
        {
            if (!_waiting.TryPeek(out call) || !MayStart(call))
            {
                call = null;
                return false;
            }

            _waiting.Dequeue();
        }

        CountRunning(call, 1);
        return true;
    }

    public void OnEnded(GrainCall call) => CountRunning(call, -1);

    /// <summary>Takes out the calls that wait.</summary>
    public GrainCall[] TakeAllWaiting()
    {
        if (_waiting.Count + _interleaving.Count == 0)
            return [];

        GrainCall[] waiting = [.. _waiting, .. _interleaving];
        _waiting.Clear();
        _interleaving.Clear();
        return waiting;
    }

    private bool Interleaves(GrainCall call) => isReentrant || call.Method.AlwaysInterleave;

    private bool MayStart(GrainCall call) =>
        _exclusiveCount == 0 && (_readerCount == 0 || call.Method.IsReadOnly);

    private void CountRunning(GrainCall call, int change)
    {
        RunningCount += change;
        if (Interleaves(call))
            return;

        if (call.Method.IsReadOnly)
            _readerCount += change;
        else
            _exclusiveCount += change;
    }
}
