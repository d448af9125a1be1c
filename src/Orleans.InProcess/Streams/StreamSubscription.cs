using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans.InProcess;

/// <summary>
/// A subscription with the items that wait for its observer. Invariant: one delivery at a time, in the order of
/// publication.
/// </summary>
internal abstract class StreamSubscription(MemoryStreamProvider provider, StreamId streamId, GrainId? owner)
{
    // As many as Orleans' memory queue takes; a subscriber that is this far behind fails the publisher.
    private const int MaxQueuedItems = 16384;

    private static readonly TimeSpan FirstRetryDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LastRetryDelay = TimeSpan.FromSeconds(5);

    private readonly Queue<(object Item, StreamSequenceToken Token)> _items = new();
    private bool _isDelivering;
    private bool _isEnded;

    public Guid Id { get; } = Guid.NewGuid();

    public MemoryStreamProvider Provider => provider;

    public StreamId StreamId => streamId;

    /// <summary>The grain that subscribed; <see langword="null"/> for the client.</summary>
    public GrainId? Owner => owner;

    public void Enqueue(object item, StreamSequenceToken token)
    {
        lock (_items)
        {
            if (_isEnded)
                return;

            if (_items.Count == MaxQueuedItems)
            {
                throw new InvalidOperationException(
                    $"A subscriber of stream {streamId} has {MaxQueuedItems} items waiting; nothing was published.");
            }

            _items.Enqueue((item, token));
            if (_isDelivering)
                return;

            _isDelivering = true;
        }

        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
            _ = Task.Run(DeliverAsync);
    }

    public void End()
    {
        provider.Remove(this);
        lock (_items)
        {
            _isEnded = true;
            _items.Clear();
        }
    }

    /// <summary>Brings an item to the observer.</summary>
    protected abstract Task DeliverAsync(object item, StreamSequenceToken token);

    /// <summary>Tells the observer that an item was skipped.</summary>
    protected abstract Task ReportAsync(StreamEventDeliveryFailureException failure);

    private async Task DeliverAsync()
    {
        while (TryTake(out (object Item, StreamSequenceToken Token) next))
            await DeliverWithRetryAsync(next.Item, next.Token);
    }

    private bool TryTake(out (object Item, StreamSequenceToken Token) next)
    {
        lock (_items)
        {
            _isDelivering = _items.TryDequeue(out next);
            return _isDelivering;
        }
    }

    private async Task DeliverWithRetryAsync(object item, StreamSequenceToken token)
    {
        long giveUp = Environment.TickCount64 + (long)provider.MaxDeliveryTime.TotalMilliseconds;
        TimeSpan delay = FirstRetryDelay;
        for (int attempt = 1; !_isEnded; attempt++)
        {
            try
            {
                await DeliverAsync(item, token);
                return;
            }
#pragma warning disable CA1031 // Whatever an observer throws must not stop the stream: retry, then skip and report.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                provider.Silo.Log.DeliveryFailed(failure, streamId, attempt);
                if (Environment.TickCount64 >= giveUp || failure is SiloUnavailableException)
                {
                    await SkipAsync(failure);
                    return;
                }
            }

            await Task.Delay(delay, provider.Silo.Time);
            delay = delay * 2 < LastRetryDelay ? delay * 2 : LastRetryDelay;
        }
    }

    private async Task SkipAsync(Exception cause)
    {
        try
        {
            await ReportAsync(new StreamEventDeliveryFailureException(
                $"An item of stream {streamId} could not be delivered and was skipped.", cause));
        }
#pragma warning disable CA1031 // As above.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            provider.Silo.Log.DeliveryFailed(failure, streamId, 0);
        }
    }
}
