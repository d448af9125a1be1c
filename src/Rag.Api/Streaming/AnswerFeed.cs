using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Orleans.Streams;
using Rag.Api.Errors;
using Rag.Grains.Interfaces;

namespace Rag.Api.Streaming;

/// <summary>
/// One reader's view of an answer. Live events come over the Orleans stream, which may lose or repeat them; the grain's
/// log has them all. Invariant: <see cref="TryRead"/> gives the numbers after the first one asked for, without gaps or
/// repetitions. A slow reader costs a bounded number of events: what does not fit is dropped and fetched from the log
/// later.
/// </summary>
internal sealed class AnswerFeed : IAsyncDisposable
{
    private const int Capacity = 256;
    private static readonly TimeSpan TickPeriod = TimeSpan.FromSeconds(1);

    private readonly IQueryGrain _query;
    private readonly Channel<AnswerEvent?> _live = Channel.CreateBounded<AnswerEvent?>(
        new BoundedChannelOptions(Capacity)
    {
        FullMode = BoundedChannelFullMode.DropWrite,
        SingleReader = true,
    });

    private readonly Queue<AnswerEvent> _fetched = new();
    private readonly ITimer _ticks;
    private StreamSubscriptionHandle<AnswerEvent>? _subscription;

    /// <summary>A feed that somebody else gives its events to.</summary>
    internal AnswerFeed(IQueryGrain query, int after, TimeProvider time)
    {
        _query = query;
        LastNumber = after;
        _ticks = time.CreateTimer(static feed => ((AnswerFeed)feed!).Tick(), this, TickPeriod, TickPeriod);
    }

    /// <summary>Number of the last event that was read.</summary>
    public int LastNumber { get; private set; }

    /// <summary>An event was found whose predecessor is missing: it must be fetched.</summary>
    public bool HasGap { get; private set; }

    /// <summary>A second has passed since the last tick; reset by the reader.</summary>
    public bool HasTicked { get; set; }

    /// <summary>Listens from now on; before the query is started, so that no event can come too early.</summary>
    public static async Task<AnswerFeed> OpenAsync(
        IClusterClient client, IQueryGrain query, int after, TimeProvider time)
    {
        var feed = new AnswerFeed(query, after, time);
        IAsyncStream<AnswerEvent> stream = client.GetStreamProvider(AnswerEvent.StreamProvider)
            .GetStream<AnswerEvent>(StreamId.Create(AnswerEvent.StreamNamespace, query.GetPrimaryKeyString()));
        feed._subscription = await stream.SubscribeAsync(feed.ReceiveAsync);
        return feed;
    }

    /// <summary>Something has come over the stream that can be read without the log.</summary>
    public bool HasNext => !HasGap && _live.Reader.Count > 0;

    /// <summary>The next event, if it is at hand.</summary>
    public bool TryRead([NotNullWhen(true)] out AnswerEvent? next)
    {
        while (_fetched.TryDequeue(out next))
        {
            if (IsNext(next)) return true;
        }

        while (!HasGap && !HasTicked && _live.Reader.TryRead(out next))
        {
            if (next is null) HasTicked = true;
            else if (IsNext(next)) return true;
            else HasGap = next.Number > LastNumber;
        }

        next = null;
        return false;
    }

    /// <summary>Waits for an event or a tick; <see langword="false"/> once the feed is closed.</summary>
    public ValueTask<bool> WaitAsync() => _live.Reader.WaitToReadAsync();

    /// <summary>Fetches from the grain's log what is missing; a failure means that there is no more to come.</summary>
    public async Task<Failure?> CatchUpAsync(CancellationToken cancellationToken)
    {
        Outcome<AnswerEvents> missing = await _query.GetEventsAsync(LastNumber, cancellationToken);
        if (missing.Failed(out Failure? failure, out AnswerEvents? events))
        {
            // Known a moment ago: the grain was made anew elsewhere, without the log.
            return failure.Kind == FailureKind.NotFound ? ApiFailures.AnswerLost() : failure;
        }

        foreach (AnswerEvent found in events.Events) _fetched.Enqueue(found);
        HasGap = false;
        return null;
    }

    /// <summary>Wakes the reader for good.</summary>
    public void Close() => _live.Writer.TryComplete();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Close();
        await _ticks.DisposeAsync();
        if (_subscription is null) return;
        try
        {
            await _subscription.UnsubscribeAsync();
        }
        catch (Exception exception) when (exception is TimeoutException or OrleansException)
        {
            // The answer has been sent; a subscription without a reader ends with its stream.
        }
    }

    private bool IsNext(AnswerEvent candidate)
    {
        if (candidate.Number != LastNumber + 1) return false;
        LastNumber = candidate.Number;
        return true;
    }

    /// <summary>Takes a live event; dropped if the reader is too far behind.</summary>
    internal Task ReceiveAsync(AnswerEvent item, StreamSequenceToken? token)
    {
        _live.Writer.TryWrite(item);
        return Task.CompletedTask;
    }

    /// <summary>A tick that finds the channel full is not needed: the reader has plenty to wake up for.</summary>
    private void Tick() => _live.Writer.TryWrite(null);
}
