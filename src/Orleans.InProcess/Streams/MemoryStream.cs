using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans.InProcess;

/// <inheritdoc cref="IAsyncStream{T}"/>
internal sealed class MemoryStream<T>(MemoryStreamProvider provider, StreamId streamId) : IAsyncStream<T>
{
    public string ProviderName => provider.Name;

    public StreamId StreamId => streamId;

    public Task OnNextAsync(T item, StreamSequenceToken? token = null)
    {
        ArgumentNullException.ThrowIfNull(item);
        provider.Publish(streamId, item);
        return Task.CompletedTask;
    }

    public Task OnNextBatchAsync(IEnumerable<T> batch, StreamSequenceToken? token = null)
    {
        foreach (T item in batch)
            provider.Publish(streamId, item!);
        return Task.CompletedTask;
    }

    // Orleans' memory streams do not carry these either: the producer publishes an item that says that it is done.
    public Task OnCompletedAsync() => throw new NotImplementedException("Memory streams do not carry completion.");

    public Task OnErrorAsync(Exception ex) => throw new NotImplementedException("Memory streams do not carry errors.");

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var subscription = new StreamSubscription<T>(provider, streamId, Activation.Current?.GrainId);
        subscription.Attach(observer);
        provider.Add(subscription);
        return Task.FromResult<StreamSubscriptionHandle<T>>(new MemoryStreamHandle<T>(subscription));
    }

    public Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles() =>
        Task.FromResult<IList<StreamSubscriptionHandle<T>>>([.. provider
            .SubscriptionsOf(streamId, Activation.Current?.GrainId)
            .OfType<StreamSubscription<T>>()
            .Select(static subscription => new MemoryStreamHandle<T>(subscription))]);
}
