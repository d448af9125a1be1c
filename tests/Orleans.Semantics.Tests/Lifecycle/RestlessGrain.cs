using Orleans.Runtime;
using Orleans.Semantics.Tests.Hosting;
using Orleans.Semantics.Tests.State;

namespace Orleans.Semantics.Tests.Lifecycle;

/// <summary>Counts in storage without a guard of its own: two activations or calls at a time would be seen.</summary>
internal sealed class RestlessGrain(
    [PersistentState("count", SiloHost.Storage)] IPersistentState<Account> count) : Grain, IRestlessGrain
{
    public async Task Count(bool leave)
    {
        int before = count.State.Balance;
        await Task.Yield();
        count.State.Balance = before + 1;
        await count.WriteStateAsync();
        if (leave)
            DeactivateOnIdle();
    }

    public async Task Hold(string entered, string released)
    {
        Signals.Raise(entered);
        await Signals.WaitFor(released);
    }

    public Task<long> GetTotal() => Task.FromResult((long)count.State.Balance);
}
