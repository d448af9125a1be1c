namespace Rag.Stores.Embedded;

/// <summary>
/// Gathers the slots with the best approximate scores: everything that is not clearly below the k-th best stays, ties
/// too. Amortised constant time a slot; not thread-safe.
/// </summary>
internal sealed class TopCandidates
{
    /// <summary>Relative slack below the k-th best score within which slots stay.</summary>
    private const float Slack = 1e-4f;

    private int[] _slots = [];
    private float[] _scores = [];
    private float[] _sorted = [];
    private int _count;
    private int _limit;
    private int _wanted;

    /// <summary>The k-th best score so far; <see cref="Floor"/> while there are fewer.</summary>
    public float Threshold { get; private set; }

    /// <summary>Below every score.</summary>
    public float Floor { get; private set; }

    /// <summary>Begins anew.</summary>
    /// <param name="wanted">k, 1 or more.</param>
    /// <param name="floor">Below every score; scores equal to it do not count.</param>
    public void Begin(int wanted, float floor = 0)
    {
        _wanted = wanted;
        _count = 0;
        Threshold = Floor = floor;
        _limit = (int)Math.Min(int.MaxValue / 2, wanted + Math.Max(16L, wanted / 2));
        Reserve(Math.Min(_limit, 1_024));
    }

    /// <summary>Takes a slot in.</summary>
    public void Add(int slot, float score)
    {
        if (_count == _slots.Length) Reserve(_count * 2);
        _slots[_count] = slot;
        _scores[_count++] = score;
        if (_count >= _limit) Cut();
    }

    /// <summary>The slots that stayed, at least the k best, in no order.</summary>
    public ReadOnlySpan<int> Finish()
    {
        if (_count > _wanted) Cut();
        return _slots.AsSpan(0, _count);
    }

    private void Cut()
    {
        Span<float> sorted = _sorted.AsSpan(0, _count);
        _scores.AsSpan(0, _count).CopyTo(sorted);
        sorted.Sort();
        Threshold = sorted[_count - _wanted];
        float cut = Threshold - (Math.Abs(Threshold) * Slack);
        int kept = 0;
        for (int i = 0; i < _count; i++)
        {
            if (_scores[i] < cut) continue;
            (_slots[kept], _scores[kept]) = (_slots[i], _scores[i]);
            kept++;
        }

        _count = kept;
        // Many near ties: wait for as many again before the next sort.
        if (_count > (_limit + _wanted) / 2) _limit = _count * 2;
    }

    private void Reserve(int size)
    {
        if (_slots.Length >= size) return;
        Array.Resize(ref _slots, size);
        Array.Resize(ref _scores, size);
        Array.Resize(ref _sorted, size);
    }
}
