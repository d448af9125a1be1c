using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans.InProcess;

/// <summary>
/// A subscription to items of one type. A grain's observer lives in its activation, the client's lives here.
/// </summary>
internal sealed class StreamSubscription<T>(MemoryStreamProvider provider, StreamId streamId, GrainId? owner)
    : StreamSubscription(provider, streamId, owner)
{
    private IAsyncObserver<T>? _clientObserver;

    public void Attach(IAsyncObserver<T> observer)
    {
        if (Owner is null)
            _clientObserver = observer;
        else
            Activation.RequireCurrent().StreamObservers[Id] = observer;
    }

    protected override Task DeliverAsync(object item, StreamSequenceToken token) =>
        NotifyAsync(observer => observer.OnNextAsync((T)item, token));

    protected override Task ReportAsync(StreamEventDeliveryFailureException failure) =>
        NotifyAsync(observer => observer.OnErrorAsync(failure));

    private Task NotifyAsync(Func<IAsyncObserver<T>, Task> notify)
    {
        if (Owner is not { } grainId)
            return notify(_clientObserver!);

        var call = new Notification(this, notify) { TargetId = grainId };
        Provider.Silo.Deliver(call, Provider.Silo.Catalog.ClassOf(grainId.Type));
        return call.Outcome;
    }

    /// <summary>A notification as a call of the subscribed grain, which it activates.</summary>
    private sealed class Notification(StreamSubscription<T> subscription, Func<IAsyncObserver<T>, Task> notify)
        : VoidGrainCall
    {
        public override Task InvokeAsync(object grain)
        {
            if (Target!.StreamObservers.TryGetValue(subscription.Id, out object? observer))
                return notify((IAsyncObserver<T>)observer);

            Target.Silo.Log.SubscriptionNotResumed(TargetId, subscription.StreamId);
            return Task.CompletedTask;
        }
    }
}
