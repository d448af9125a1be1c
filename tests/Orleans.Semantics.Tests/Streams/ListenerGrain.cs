using Orleans.Runtime;
using Orleans.Semantics.Tests.Hosting;
using Orleans.Streams;

namespace Orleans.Semantics.Tests.Streams;

internal sealed class ListenerGrain : Grain, IListenerGrain
{
    public const string StreamNamespace = "numbers";

    private readonly List<int> _received = [];
    private StreamSubscriptionHandle<int>? _subscription;
    private bool _isInTurns = true;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // The stream of the grain's own key is the one that it takes up again.
        IAsyncStream<int> own = Open(this.GetPrimaryKeyString());
        foreach (StreamSubscriptionHandle<int> known in await own.GetAllSubscriptionHandles())
            _subscription = await known.ResumeAsync(Receive);
    }

    public async Task Listen(string stream)
    {
        TaskScheduler turns = TaskScheduler.Current;
        _subscription = await Open(stream).SubscribeAsync((number, token) =>
        {
            _isInTurns &= TaskScheduler.Current == turns;
            return Receive(number, token);
        });
    }

    public Task StopListening() => _subscription!.UnsubscribeAsync();

    public async Task Publish(string stream, int count)
    {
        for (int number = 1; number <= count; number++)
            await Open(stream).OnNextAsync(number);
    }

    public Task<int[]> GetReceived() =>
        Task.FromResult(_isInTurns ? _received.ToArray() : throw new InvalidOperationException("Not in turns."));

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private IAsyncStream<int> Open(string stream) =>
        this.GetStreamProvider(SiloHost.Streams).GetStream<int>(StreamId.Create(StreamNamespace, stream));

    private Task Receive(int number, StreamSequenceToken? token)
    {
        _received.Add(number);
        return Task.CompletedTask;
    }
}
