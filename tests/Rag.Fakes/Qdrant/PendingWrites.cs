using Microsoft.AspNetCore.Http;
using Rag.Fakes.Faults;

namespace Rag.Fakes.Qdrant;

/// <summary>
/// Writes that are in the log but not yet seen by reads: those under the fault <see cref="FaultKind.Invisible"/>, and
/// those after them, because the log keeps its order.
/// </summary>
internal sealed class PendingWrites(FaultSwitches faults, TimeProvider clock)
{
    private readonly Queue<(DateTimeOffset At, Action Apply)> _pending = new();
    private DateTimeOffset _last;

    /// <summary>Applies what is due; called before every request, under the lock of the state.</summary>
    public void ApplyDue()
    {
        while (_pending.TryPeek(out (DateTimeOffset At, Action Apply) next) && next.At <= clock.GetUtcNow())
            _pending.Dequeue().Apply();
    }

    /// <summary>Applies a write, now or when its time comes; answers when.</summary>
    public DateTimeOffset Add(HttpRequest request, Action apply)
    {
        DateTimeOffset now = clock.GetUtcNow();
        TimeSpan delay = faults.TryTake(FaultKind.Invisible, request, out Fault? fault)
            ? TimeSpan.FromMilliseconds(fault.Milliseconds)
            : TimeSpan.Zero;
        DateTimeOffset due = now + delay;
        if (_pending.Count > 0 && due < _last) due = _last;
        if (due <= now && _pending.Count == 0)
        {
            apply();
            return now;
        }

        _last = due;
        _pending.Enqueue((due, apply));
        return due;
    }
}
