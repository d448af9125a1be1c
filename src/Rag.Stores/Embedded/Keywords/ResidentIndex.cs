using System.Diagnostics;
using Rag.Stores.Keywords;

namespace Rag.Stores.Embedded.Keywords;

/// <summary>
/// A keyword index in memory, its first load, and its later rebuild beside the one in use. Changes come in the order of
/// the commits; those that a load's snapshot lacks wait until it is read.
/// </summary>
internal sealed class ResidentIndex
{
    private readonly Lock _gate = new();
    private readonly List<IndexChange> _pending = [];
    private KeywordIndex? _current;
    private KeywordIndex? _next;
    private Task<KeywordIndex>? _loading;
    private bool _nextIsStale;
    private long _lastUsed = Stopwatch.GetTimestamp();

    /// <summary>The index to search; <see langword="null"/> before it is loaded.</summary>
    public KeywordIndex? Current => Volatile.Read(ref _current);

    /// <summary>When it was last searched, in ticks of <see cref="Stopwatch"/>.</summary>
    public long LastUsed => Volatile.Read(ref _lastUsed);

    /// <summary>Notes that it is in use.</summary>
    public void Touch() => Volatile.Write(ref _lastUsed, Stopwatch.GetTimestamp());

    /// <summary>The index if it is loaded, else the load under way, else a new one.</summary>
    public Task<KeywordIndex> LoadOnce(Func<KeywordIndex> load)
    {
        lock (_gate) return _current is { } current ? Task.FromResult(current) : Start_NeedsGate(load);
    }

    /// <summary>Builds the index anew beside the one in use.</summary>
    public void Rebuild(Func<KeywordIndex> load)
    {
        lock (_gate) _ = Start_NeedsGate(load);
    }

    /// <summary>Begins to keep the changes for a load whose snapshot is of this moment.</summary>
    public KeywordIndex BeginLoad()
    {
        lock (_gate)
        {
            _pending.Clear();
            _nextIsStale = false;
            return _next = new KeywordIndex();
        }
    }

    /// <summary>Brings the loaded index up to date and puts it in use; <see langword="false"/>: load again.</summary>
    public bool TryFinishLoad()
    {
        lock (_gate)
        {
            if (_nextIsStale) return false;
            foreach (IndexChange change in _pending) _next!.Apply(change);
            _pending.Clear();
            Volatile.Write(ref _current, _next);
            _next = null;
            return true;
        }
    }

    /// <summary>Applies a committed change.</summary>
    /// <param name="change"><see langword="null"/>: nobody had asked for the index when the change was written, so what
    /// it was is not known; the index is loaded again.</param>
    /// <returns>Whether the index should be built anew.</returns>
    public bool Apply(IndexChange? change)
    {
        lock (_gate)
        {
            if (change is null)
            {
                Volatile.Write(ref _current, null);
                _nextIsStale = true;
                return false;
            }

            if (_next is not null) _pending.Add(change);
            _current?.Apply(change);
            return _loading is null && _current?.IsMostlyHidden == true;
        }
    }

    /// <summary>Changes what hits show of a document whose visible version stays.</summary>
    public void Describe(string documentId, PublishedBy publishedBy)
    {
        lock (_gate)
        {
            _current?.Describe(documentId, publishedBy);
            _nextIsStale = true; // Too rare to be kept for later in order.
        }
    }

    private Task<KeywordIndex> Start_NeedsGate(Func<KeywordIndex> load) => _loading ??= Task.Run(() =>
    {
        try
        {
            return load();
        }
        finally
        {
            lock (_gate)
            {
                _loading = null;
                _next = null;
            }
        }
    });
}
