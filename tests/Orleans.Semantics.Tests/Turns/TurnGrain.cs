using Orleans.Semantics.Tests.Hosting;

namespace Orleans.Semantics.Tests.Turns;

internal sealed class TurnGrain : Grain, ITurnGrain
{
    private readonly string _activationId = Guid.NewGuid().ToString();
    private int _callsWithin;
    private int _sum;
    private int _threadsWithin;

    public async Task WaitFor(string entered, string released)
    {
        _callsWithin++;
        Signals.Raise(entered);
        await Signals.WaitFor(released);
        _callsWithin--;
    }

    public Task<int> CountCallsWithin() => Task.FromResult(_callsWithin);

    public Task ReadUntil(string entered, string released) => WaitFor(entered, released);

    public async Task<int> AddSlowly(int amount)
    {
        int before = _sum;
        await Task.Yield();
        _sum = before + amount;
        return _sum;
    }

    public Task RaiseSoon(string signal)
    {
        Signals.Raise(signal);
        return Task.CompletedTask;
    }

    public Task StartBackgroundWork(string done)
    {
        _ = Task.WhenAll(Enumerable.Range(0, 8).Select(_ => WorkInTurnsAsync(TaskScheduler.Current)))
            .ContinueWith(
                work => Signals.Raise(done, work.IsCompletedSuccessfully ? "in turns" : work.Exception!.ToString()),
                TaskScheduler.Default);
        return Task.CompletedTask;
    }

    public Task<string> GetActivationId() => Task.FromResult(_activationId);

    private async Task WorkInTurnsAsync(TaskScheduler scheduler)
    {
        for (int turn = 0; turn < 100; turn++)
        {
            Assert.Equal(1, Interlocked.Increment(ref _threadsWithin));
            Assert.Same(scheduler, TaskScheduler.Current);
            Assert.NotSame(TaskScheduler.Default, TaskScheduler.Current);
            Interlocked.Decrement(ref _threadsWithin);
            await Task.Yield();
        }
    }
}
