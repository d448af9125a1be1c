using Orleans.Runtime;
using Orleans.Semantics.Tests.Hosting;

namespace Orleans.Semantics.Tests.State;

internal sealed class AccountGrain(
    [PersistentState("account", SiloHost.Storage)] IPersistentState<Account> account) : Grain, IAccountGrain
{
    private readonly string _activationId = Guid.NewGuid().ToString("N");
    private int _seenOnActivation;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _seenOnActivation = account.State.Balance;
        return Task.CompletedTask;
    }

    public async Task Deposit(int amount, bool write)
    {
        account.State.Balance += amount;
        account.State.Entries.Add($"+{amount}");
        if (write)
            await account.WriteStateAsync();
    }

    public Task<int> GetBalance() => Task.FromResult(account.State.Balance);

    public Task<bool> Exists() => Task.FromResult(account.RecordExists && account.Etag is not null);

    public Task<int> GetBalanceSeenOnActivation() => Task.FromResult(_seenOnActivation);

    public Task Clear() => account.ClearStateAsync();

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<string> GetActivationId() => Task.FromResult(_activationId);

    public Task ReadStateOutsideOfTurns() => Task.Run(() => account.State.Balance);
}
