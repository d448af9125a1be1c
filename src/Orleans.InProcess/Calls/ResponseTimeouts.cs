using System.Diagnostics;

namespace Orleans.InProcess;

/// <summary>
/// The calls that wait for an outcome. A timer per call would cost more than the call, so calls are linked into a few
/// lists
/// that one sweep looks through; a call therefore times out up to one sweep period late.
/// </summary>
internal sealed class ResponseTimeouts
{
    private readonly Shard[] _shards;

    public ResponseTimeouts()
    {
        // Twice the processors keeps two calls that start at the same moment apart most of the time.
        _shards = new Shard[2 * Environment.ProcessorCount];
        for (int index = 0; index < _shards.Length; index++)
            _shards[index] = new Shard();
    }

    public void Watch(GrainCall call, TimeSpan timeout)
    {
        call.DeadlineMilliseconds = Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        _shards[(uint)Environment.CurrentManagedThreadId % (uint)_shards.Length].Add(call);
    }

    /// <summary>Fails the calls that are past their deadline.</summary>
    public void Sweep()
    {
        long now = Environment.TickCount64;
        var late = new List<GrainCall>();
        foreach (Shard shard in _shards)
            shard.CollectLate(now, late);
        foreach (GrainCall call in late)
        {
            call.TryFail(new TimeoutException(
                $"{call.Method} of grain {call.TargetId} did not answer in time; whether it ran is unknown."));
        }
    }

    /// <summary>Fails every call that still waits.</summary>
    public void FailAll(Func<GrainCall, Exception> failure)
    {
        var waiting = new List<GrainCall>();
        foreach (Shard shard in _shards)
            shard.CollectLate(long.MaxValue, waiting);
        foreach (GrainCall call in waiting)
            call.TryFail(failure(call));
    }

    /// <summary>A list of calls with its lock.</summary>
    internal sealed class Shard
    {
        private readonly Lock _lock = new();
        private GrainCall? _first;

        public void Add(GrainCall call)
        {
            lock (_lock)
            {
                Debug.Assert(call.Watch is null, "A call is watched once.");
                call.Watch = this;
                call.Next = _first;
                if (_first is not null)
                    _first.Previous = call;
                _first = call;
            }
        }

        public void Remove(GrainCall call)
        {
            lock (_lock)
                Unlink_NeedsLock(call);
        }

        public void CollectLate(long now, List<GrainCall> late)
        {
            lock (_lock)
            {
                for (GrainCall? call = _first, next; call is not null; call = next)
                {
                    next = call.Next;
                    if (call.DeadlineMilliseconds > now)
                        continue;

                    Unlink_NeedsLock(call);
                    late.Add(call);
                }
            }
        }

        private void Unlink_NeedsLock(GrainCall call)
        {
            if (call.Watch is null)
                return;

            if (call.Previous is { } previous)
                previous.Next = call.Next;
            else
                _first = call.Next;
            if (call.Next is { } next)
                next.Previous = call.Previous;
            call.Previous = null;
            call.Next = null;
            call.Watch = null;
        }
    }
}
