namespace Rag.Fakes.Pinecone;

/// <summary>
/// A namespace. A write gets a number at once and is seen later, in the order of the numbers; counts lag behind even
/// that.
/// </summary>
internal sealed class PineconeNamespace(TimeProvider clock)
{
    private static readonly TimeSpan CountLag = TimeSpan.FromMilliseconds(40);

    private readonly Queue<(DateTimeOffset At, long Lsn, Action Apply)> _pending = new();
    private readonly Queue<(DateTimeOffset At, int Count)> _counts = new();
    private DateTimeOffset _last;
    private int _count;

    /// <summary>What searches see, by id.</summary>
    public SortedDictionary<string, PineconeVector> Vectors { get; } = new(StringComparer.Ordinal);

    /// <summary>The number of the last write.</summary>
    public long Lsn { get; private set; }

    /// <summary>The number of the last write that searches see.</summary>
    public long IndexedLsn { get; private set; }

    /// <summary>How many there are, or were a moment ago.</summary>
    public int Count
    {
        get
        {
            while (_counts.TryPeek(out (DateTimeOffset At, int Count) next) && next.At <= clock.GetUtcNow())
                _count = _counts.Dequeue().Count;
            return _count;
        }
    }

    /// <summary>Applies what is due.</summary>
    public void ApplyDue()
    {
        while (_pending.TryPeek(out (DateTimeOffset At, long Lsn, Action Apply) next)
            && next.At <= clock.GetUtcNow())
        {
            _pending.Dequeue().Apply();
            IndexedLsn = next.Lsn;
            _counts.Enqueue((clock.GetUtcNow() + CountLag, Vectors.Count));
        }
    }

    /// <summary>Takes a write that is to be seen after a while; answers its number.</summary>
    public long Write(TimeSpan delay, Action apply)
    {
        DateTimeOffset due = clock.GetUtcNow() + delay;
        if (due > _last) _last = due;
        _pending.Enqueue((_last, ++Lsn, apply));
        return Lsn;
    }
}
