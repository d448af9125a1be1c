using Orleans.Runtime;

namespace Orleans.Semantics.Tests.State;

internal sealed class UnluckyGrain(
    [PersistentState("luck", BrokenStorage.Name)] IPersistentState<Account> luck) : Grain, IUnluckyGrain
{
    public Task Write() => luck.WriteStateAsync();
}
