using System.Diagnostics;

namespace Rag.Stores.Embedded.Vectors;

/// <summary>A vector index in memory, or on its way there.</summary>
internal sealed class ResidentVectors
{
    private readonly Lazy<Task<VectorIndex>> _loading;
    private long _lastUsed = Stopwatch.GetTimestamp();

    /// <summary>Loads with the first use.</summary>
    public ResidentVectors(Func<ResidentVectors, VectorIndex> load) =>
        _loading = new Lazy<Task<VectorIndex>>(() => Task.Run(() => load(this)));

    /// <summary>When it was last used, in ticks of <see cref="Stopwatch"/>.</summary>
    public long LastUsed => Volatile.Read(ref _lastUsed);

    /// <summary>Size in memory; 0 while it is not loaded.</summary>
    public long SizeBytes => Loaded?.SizeBytes ?? 0;

    private VectorIndex? Loaded =>
        _loading is { IsValueCreated: true, Value.IsCompletedSuccessfully: true } ? _loading.Value.Result : null;

    /// <summary>Notes that it is in use.</summary>
    public void Touch() => Volatile.Write(ref _lastUsed, Stopwatch.GetTimestamp());

    /// <summary>The index.</summary>
    public ValueTask<VectorIndex> GetAsync(CancellationToken cancellationToken) =>
        Loaded is { } loaded
            ? ValueTask.FromResult(loaded)
            : new ValueTask<VectorIndex>(_loading.Value.WaitAsync(cancellationToken));

    /// <summary>
    /// Closes the files if nobody uses the index; answers whether it did. Never while a write is under way: the next to
    /// load the index would take the slots that it has taken.
    /// </summary>
    public bool TryClose() => Loaded is { } loaded && loaded.Queries.TryClose(() => loaded.Close(isKept: true));

    /// <summary>Ends the work on the graph, and closes the files as soon as nobody uses the index any more.</summary>
    /// <param name="isKept">Whether the index is still there afterwards.</param>
    public void Close(bool isKept)
    {
        if (!_loading.IsValueCreated) return;
        _loading.Value.ContinueWith(
            loading =>
            {
                // At once: a directory that is being deleted must not get another file.
                loading.Result.Graph.Stop(isKept);
                loading.Result.Queries.Close(() => loading.Result.Close(isKept));
            },
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }
}
