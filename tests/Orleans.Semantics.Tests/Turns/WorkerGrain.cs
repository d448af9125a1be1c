using System.Collections.Concurrent;
using Orleans.Concurrency;
using Orleans.Semantics.Tests.Hosting;

namespace Orleans.Semantics.Tests.Turns;

[StatelessWorker(4)]
internal sealed class WorkerGrain : Grain, IWorkerGrain
{
    private static readonly ConcurrentDictionary<string, int> Arrivals = new();

    public async Task MeetAnotherWorker(string meeting)
    {
        if (Arrivals.AddOrUpdate(meeting, 1, static (_, count) => count + 1) == 2)
            Signals.Raise(meeting);
        await Signals.WaitFor(meeting);
    }
}
