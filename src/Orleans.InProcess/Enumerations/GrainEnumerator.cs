using Orleans.Runtime;

namespace Orleans.InProcess;

/// <summary>An enumeration on the caller's side: fetches batches by interleaving calls.</summary>
internal sealed class GrainEnumerator<TItem> : IAsyncEnumerator<TItem>
{
    private readonly GrainEnumerable<TItem> _enumerable;
    private readonly CancellationTokenSource? _linked;
    private readonly CancellationToken _token;
    private EnumerationSession<TItem>? _session;
    private List<TItem> _items = [];
    private int _index;
    private bool _isCompleted;
    private volatile bool _isDisposed;

    public GrainEnumerator(GrainEnumerable<TItem> enumerable, CancellationToken token)
    {
        _enumerable = enumerable;
        bool hasTwoTokens = enumerable.Token.CanBeCanceled && token.CanBeCanceled && enumerable.Token != token;
        _linked = hasTwoTokens ? CancellationTokenSource.CreateLinkedTokenSource(enumerable.Token, token) : null;
        _token = _linked?.Token ?? (token.CanBeCanceled ? token : enumerable.Token);
    }

    public TItem Current => _items[_index];

    public ValueTask<bool> MoveNextAsync()
    {
        if (++_index < _items.Count)
            return new ValueTask<bool>(true);

        return _isCompleted ? new ValueTask<bool>(false) : new ValueTask<bool>(FetchAsync());
    }

    public async ValueTask DisposeAsync()
    {
        _linked?.Dispose();
        _isDisposed = true;
        Interlocked.MemoryBarrier();
        if (_session is null || _isCompleted)
            return;

        _isCompleted = true;
        var close = new Close(_session);
        _enumerable.Target.Interface.Silo.Dispatch(_enumerable.Target, GrainMethod.InternalInterleaving, close);
        await close.Outcome.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<bool> FetchAsync()
    {
        try
        {
            do
            {
                _token.ThrowIfCancellationRequested();
                var fetch = new Fetch(this) { Token = _token };
                _enumerable.Target.Interface.Silo.Dispatch(
                    _enumerable.Target, GrainMethod.InternalInterleaving, fetch);
                (_items, _isCompleted) = await fetch.Outcome;
            }
            while (_items.Count == 0 && !_isCompleted);
        }
        catch
        {
            _items = [];
            await DisposeAsync();
            throw;
        }

        _index = 0;
        return _items.Count > 0;
    }

    /// <summary>Fetches a batch; the first fetch opens the enumeration.</summary>
    private sealed class Fetch(GrainEnumerator<TItem> enumerator) : GrainCall<ItemBatch<TItem>>
    {
        public override Task InvokeAsync(object grain)
        {
            var activation = Activation.RequireCurrent();
            EnumerationSession<TItem> session = enumerator._session
                ??= new EnumerationSession<TItem>(activation, enumerator._enumerable);

            // The caller may have given up while this fetch was on its way; then nobody else closes the session.
            Interlocked.MemoryBarrier();
            if (enumerator._isDisposed)
                _ = session.CloseAsync();
            return session.BelongsTo(activation)
                ? session.PullAsync(enumerator._enumerable.MaxBatchSize)
                : throw new EnumerationAbortedException(
                    $"Grain {TargetId} was deactivated during the enumeration; start again.");
        }
    }

    /// <summary>Closes the enumeration before its end.</summary>
    private sealed class Close(EnumerationSession<TItem> session) : VoidGrainCall
    {
        public override Task InvokeAsync(object grain) =>
            session.BelongsTo(Activation.RequireCurrent()) ? session.CloseAsync() : Task.CompletedTask;
    }
}
