using Orleans.Runtime;

namespace Orleans.InProcess;

/// <summary>An enumeration on the grain's side. All members run as turns of its activation.</summary>
internal sealed class EnumerationSession<TItem> : IEnumerationSession
{
    private readonly Activation _activation;
    private readonly CancellationTokenSource _cancellation = new();
    private readonly IAsyncEnumerator<TItem> _items;
    private Task<bool>? _pending;
    private bool _isClosed;

    public EnumerationSession(Activation activation, GrainEnumerable<TItem> enumerable)
    {
        _activation = activation;
        _items = enumerable.Open(activation.GrainInstance!, _cancellation.Token);
        activation.OnEnumerationOpened(this);
    }

    /// <summary>Whether this is the activation that the enumeration was opened on.</summary>
    public bool BelongsTo(Activation activation) => _activation == activation && !_isClosed;

    /// <summary>Takes the items that are ready; waits for one if none is.</summary>
    public async Task<ItemBatch<TItem>> PullAsync(int maxItems)
    {
        try
        {
            var items = new List<TItem>(capacity: 1);
            while (items.Count < maxItems)
            {
                _pending ??= _items.MoveNextAsync().AsTask();
                if (!_pending.IsCompleted && (items.Count > 0 || !await WaitAsync(_pending)))
                    return new ItemBatch<TItem>(items, IsCompleted: false);

                bool hasItem = await _pending;
                _pending = null;
                if (!hasItem)
                {
                    await CloseAsync();
                    return new ItemBatch<TItem>(items, IsCompleted: true);
                }

                items.Add(_items.Current);
            }

            return new ItemBatch<TItem>(items, IsCompleted: false);
        }
        catch
        {
            await CloseAsync();
            throw;
        }
    }

    public void Cancel() => _cancellation.Cancel();

    public async Task CloseAsync()
    {
        if (_isClosed)
            return;

        _isClosed = true;
        _activation.OnEnumerationClosed(this);
        await _cancellation.CancelAsync();
        if (_pending is not null)
        {
            await ((Task)_pending).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        await _items.DisposeAsync();
    }

    // False if nothing came within the long-poll time, or the silo is stopping and the grain ignores it.
    private async Task<bool> WaitAsync(Task<bool> pending)
    {
        InProcessSilo silo = _activation.Silo;
        Task waiting = pending.WaitAsync(silo.LongPollTime, silo.Time, _cancellation.Token);
        await waiting.ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (_isClosed)
            throw new EnumerationAbortedException("The enumeration was closed.");
        return pending.IsCompleted;
    }
}
