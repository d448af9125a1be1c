using Orleans.Concurrency;
using Orleans.Semantics.Tests.Hosting;

namespace Orleans.Semantics.Tests.Turns;

[Reentrant]
internal sealed class ReentrantGrain : Grain, IReentrantGrain
{
    private readonly TaskCompletionSource _met = new();
    private int _calls;

    public async Task MeetAnotherCall()
    {
        if (++_calls == 2)
            _met.SetResult();
        await _met.Task.WaitAsync(Signals.Patience);
    }
}
