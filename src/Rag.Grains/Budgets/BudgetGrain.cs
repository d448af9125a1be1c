using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Rag.Grains.Interfaces;

namespace Rag.Grains.Budgets;

/// <summary>
/// Holds a tenant's account. Reentrant, so that a thousand questions at once share a few writes: between two awaits the
/// account is changed and whole, every change is answered only after a write that began behind it, and what is written
/// is a copy.
/// </summary>
[Reentrant]
internal sealed class BudgetGrain(
    [PersistentState("budget", GrainStorageNames.Default)] IPersistentState<BudgetState> state,
    IOptions<BudgetOptions> options,
    TimeProvider time) : Grain, IBudgetGrain
{
    private BudgetAccount _account = null!;
    private Task _writing = Task.CompletedTask;
    private Task? _next;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _account = new BudgetAccount(options.Value.Of(this.GetPrimaryKeyString()), state.State, time);
        return Task.CompletedTask;
    }

    public async Task<Outcome<Spending>> ReserveAsync(Spending most, CancellationToken cancellationToken)
    {
        if (_account.Reserve(most) is { } refused) return refused;
        await WriteAsync();
        return most;
    }

    public Task SettleAsync(Spending spent, CancellationToken cancellationToken) =>
        _account.Settle(spent) ? WriteAsync() : Task.CompletedTask;

    public Task<BudgetList> GetAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new BudgetList(_account.Describe()));

    /// <summary>Joins the write that begins when the one under way has ended.</summary>
    private Task WriteAsync() => _next ??= WriteNextAsync();

    private async Task WriteNextAsync()
    {
        // Whoever joins must have changed the account before the copy below is made.
        await Task.Yield();
        // Whether it failed is the matter of those who wait for it.
        await _writing.ConfigureAwait(
            ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        _next = null;
        _writing = StoreAsync();
        await _writing;
    }

    /// <summary>After a failed write nobody knows what is stored: the next call reads it again.</summary>
    private async Task StoreAsync()
    {
        bool isWritten = false;
        try
        {
            state.State = _account.State;
            await state.WriteStateAsync(CancellationToken.None);
            isWritten = true;
        }
        finally
        {
            if (!isWritten) DeactivateOnIdle();
        }
    }
}
