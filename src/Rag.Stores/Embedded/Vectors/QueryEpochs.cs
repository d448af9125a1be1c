namespace Rag.Stores.Embedded.Vectors;

/// <summary>
/// Says when nobody reads a slot any more that was hidden from new queries, so that it may be written again, and when
/// nobody reads an index at all, so that its files may be closed.
/// </summary>
internal sealed class QueryEpochs
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, int> _active = [];
    private readonly Queue<(long Epoch, int Slot)> _retired = new();
    private long _epoch;
    private Action? _whenIdle;

    /// <summary>Queries under way.</summary>
    public int ActiveCount { get; private set; }

    /// <summary>Begins a query; <see langword="false"/>: the index was closed, ask for it again.</summary>
    public bool TryEnter(out long epoch)
    {
        lock (_gate)
        {
            epoch = _epoch;
            if (_whenIdle is not null) return false;
            _active[epoch] = _active.GetValueOrDefault(epoch) + 1;
            ActiveCount++;
            return true;
        }
    }

    /// <summary>Ends a query that began in an epoch.</summary>
    public void Exit(long epoch)
    {
        Action? close;
        lock (_gate)
        {
            if (--_active[epoch] == 0) _active.Remove(epoch);
            ActiveCount--;
            close = ActiveCount == 0 ? _whenIdle : null;
        }

        close?.Invoke();
    }

    /// <summary>Notes slots that queries beginning from now on do not see.</summary>
    public void Retire(IEnumerable<int> slots)
    {
        lock (_gate)
        {
            foreach (int slot in slots) _retired.Enqueue((_epoch, slot));
            _epoch++;
        }
    }

    /// <summary>A retired slot that no query reads any more.</summary>
    public bool TryReclaim(out int slot)
    {
        lock (_gate)
        {
            slot = -1;
            if (!_retired.TryPeek(out (long Epoch, int Slot) oldest)) return false;
            if (_active.Count > 0 && _active.First().Key <= oldest.Epoch) return false;
            slot = _retired.Dequeue().Slot;
            return true;
        }
    }

    /// <summary>Closes if no query is under way; answers whether it did.</summary>
    public bool TryClose(Action close)
    {
        lock (_gate)
        {
            if (ActiveCount > 0 || _whenIdle is not null) return false;
            _whenIdle = close;
        }

        close();
        return true;
    }

    /// <summary>Lets no query begin any more and calls back when the last one has ended.</summary>
    public void Close(Action whenIdle)
    {
        bool isIdle;
        lock (_gate)
        {
            if (_whenIdle is not null) return;
            _whenIdle = whenIdle;
            isIdle = ActiveCount == 0;
        }

        if (isIdle) whenIdle();
    }
}
