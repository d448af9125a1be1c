namespace Rag.Stores.Slots;

/// <summary>
/// Gathers the slots with the best approximate scores: everything that is not clearly below the k-th best stays, ties
/// too. Amortised constant time a slot; not thread-safe.
/// </summary>
internal sealed class TopCandidates
{
    private int[] _slots = [];
    private float[] _scores = [];
    private float[] _copy = [];
    private int _count;
    private int _limit;
    private int _wanted;
    private float _slack;
    private float _relativeSlack;

    /// <summary>The least score that can still matter: the k-th best so far less the slack.</summary>
    public float Cut { get; private set; }

    /// <summary>Begins anew.</summary>
    /// <param name="wanted">k, 1 or more.</param>
    /// <param name="floor">The least score that counts at all.</param>
    /// <param name="slack">By how much two scores may be out of order, absolute.</param>
    /// <param name="relativeSlack">The same, relative to the k-th best score.</param>
    public void Begin(int wanted, float floor, float slack, float relativeSlack)
    {
        _wanted = wanted;
        _slack = slack;
        _relativeSlack = relativeSlack;
        _count = 0;
        Cut = floor;
        _limit = (int)Math.Min(int.MaxValue / 2, wanted + Math.Max(16L, wanted / 2));
        Reserve(Math.Min(_limit, 1_024));
    }

    /// <summary>Takes a slot in.</summary>
    public void Add(int slot, float score)
    {
        if (_count == _slots.Length) Reserve(_count * 2);
        _slots[_count] = slot;
        _scores[_count++] = score;
        if (_count >= _limit) Raise();
    }

    /// <summary>The slots that stayed, at least the k best, in no order.</summary>
    public ReadOnlySpan<int> Finish()
    {
        if (_count > _wanted) Raise();
        return _slots.AsSpan(0, _count);
    }

    private void Raise()
    {
        Span<float> scores = _copy.AsSpan(0, _count);
        _scores.AsSpan(0, _count).CopyTo(scores);
        float last = NthLargest.Of(scores, _wanted);
        Cut = Math.Max(Cut, last - _slack - (Math.Abs(last) * _relativeSlack));
        int kept = 0;
        for (int i = 0; i < _count; i++)
        {
            if (_scores[i] < Cut) continue;
            (_slots[kept], _scores[kept]) = (_slots[i], _scores[i]);
            kept++;
        }

        _count = kept;
        // Many near ties: wait for as many again before the next time.
        if (_count > (_limit + _wanted) / 2) _limit = _count * 2;
    }

    private void Reserve(int size)
    {
        if (_slots.Length >= size) return;
        Array.Resize(ref _slots, size);
        Array.Resize(ref _scores, size);
        Array.Resize(ref _copy, size);
    }
}
