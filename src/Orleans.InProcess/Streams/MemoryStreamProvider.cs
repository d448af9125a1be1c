using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Storage;
using Orleans.Streams;

namespace Orleans.InProcess;

/// <summary>
/// Streams in memory. Items are queued per subscription, and only there: an item that nobody subscribed to is gone, and
/// a
/// stream without subscriptions costs nothing.
/// </summary>
internal sealed class MemoryStreamProvider(
    string name, InProcessSilo silo, IOptionsMonitor<StreamPullingAgentOptions> options) : IStreamProvider
{
    private readonly ConcurrentDictionary<StreamId, ImmutableList<StreamSubscription>> _subscriptions = new();
    private long _lastSequenceNumber;

    public string Name => name;

    public InProcessSilo Silo => silo;

    public TimeSpan MaxDeliveryTime { get; } = options.Get(name).MaxEventDeliveryTime;

    public IAsyncStream<T> GetStream<T>(StreamId streamId) => new MemoryStream<T>(this, streamId);

    public void Publish(StreamId stream, object item)
    {
        if (!_subscriptions.TryGetValue(stream, out ImmutableList<StreamSubscription>? subscriptions))
            return;

        var token = new MemorySequenceToken(Interlocked.Increment(ref _lastSequenceNumber));
        foreach (StreamSubscription subscription in subscriptions)
            subscription.Enqueue(item, token);
    }

    public void Add(StreamSubscription subscription)
    {
        if (silo.Services.GetKeyedService<IGrainStorage>("PubSubStore") is null)
            throw new BadProviderConfigException("Stream subscriptions need grain storage named \"PubSubStore\".");

        _subscriptions.AddOrUpdate(
            subscription.StreamId,
            static (_, added) => [added],
            static (_, known, added) => known.Add(added),
            subscription);
    }

    public void Remove(StreamSubscription subscription)
    {
        while (_subscriptions.TryGetValue(subscription.StreamId, out ImmutableList<StreamSubscription>? known))
        {
            ImmutableList<StreamSubscription> rest = known.Remove(subscription);
            bool isDone = rest.IsEmpty
                ? _subscriptions.TryRemove(KeyValuePair.Create(subscription.StreamId, known))
                : _subscriptions.TryUpdate(subscription.StreamId, rest, known);
            if (isDone)
                return;
        }
    }

    /// <summary>The subscriptions of one grain, or of the client.</summary>
    public IEnumerable<StreamSubscription> SubscriptionsOf(StreamId stream, GrainId? owner) =>
        _subscriptions.TryGetValue(stream, out ImmutableList<StreamSubscription>? known)
            ? known.Where(subscription => subscription.Owner == owner)
            : [];
}
