using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Semantics.Tests.Hosting;
using Orleans.Storage;

namespace Orleans.Semantics.Tests.State;

public sealed class StateTests(SiloFixture silo)
{
    private readonly string _key = SiloFixture.NewKey();

    private IAccountGrain Grain => silo.Client.GetGrain<IAccountGrain>(_key);

    private IGrainStorage Storage => silo.Host.Services.GetRequiredKeyedService<IGrainStorage>(SiloHost.Storage);

    [Fact]
    public async Task A_grain_without_a_record_starts_with_an_empty_state()
    {
        Assert.Equal(0, await Grain.GetBalance());
        Assert.False(await Grain.Exists());
    }

    [Fact]
    public async Task Written_state_is_read_before_the_next_activation_begins()
    {
        await Grain.Deposit(10, write: true);
        Assert.True(await Grain.Exists());
        await Grain.Leave();

        Assert.Equal(10, await Grain.GetBalanceSeenOnActivation());
        Assert.Equal(10, await Grain.GetBalance());
    }

    [Fact]
    public async Task Unwritten_changes_do_not_outlive_the_activation()
    {
        await Grain.Deposit(10, write: true);
        await Grain.Deposit(5, write: false);
        Assert.Equal(15, await Grain.GetBalance());
        await Grain.Leave();

        Assert.Equal(10, await Grain.GetBalance());
    }

    [Fact]
    public async Task Cleared_state_is_empty_and_has_no_record()
    {
        await Grain.Deposit(10, write: true);

        await Grain.Clear();

        Assert.False(await Grain.Exists());
        Assert.Equal(0, await Grain.GetBalance());
        await Grain.Deposit(3, write: true);
        await Grain.Leave();
        Assert.Equal(3, await Grain.GetBalance());
    }

    [Fact]
    public async Task A_stale_write_is_refused_and_deactivates_the_grain_so_that_the_next_call_reads_again()
    {
        await Grain.Deposit(10, write: true);
        string before = await Grain.GetActivationId();
        await WriteBehindTheGrainsBackAsync(balance: 100);

        await Assert.ThrowsAsync<InconsistentStateException>(() => Grain.Deposit(5, write: true));

        Assert.Equal(100, await Grain.GetBalance());
        Assert.NotEqual(before, await Grain.GetActivationId());
    }

    [Fact]
    public async Task Storage_refuses_a_write_with_an_old_etag()
    {
        await Grain.Deposit(10, write: true);
        GrainState<Account> first = await ReadAsync();
        GrainState<Account> second = await ReadAsync();
        await Storage.WriteStateAsync("account", Grain.GetGrainId(), first);

        await Assert.ThrowsAsync<InconsistentStateException>(
            () => Storage.WriteStateAsync("account", Grain.GetGrainId(), second));
        Assert.NotEqual(first.ETag, second.ETag);
    }

    [Fact]
    public async Task A_failure_of_the_applications_own_storage_reaches_the_caller_inside_an_OrleansException()
    {
        var failure = await Assert.ThrowsAnyAsync<OrleansException>(
            () => silo.Client.GetGrain<IUnluckyGrain>(_key).Write());

        Assert.Contains($"no room for luck of unlucky/{_key}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task State_cannot_be_used_outside_of_the_grains_turns() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Grain.ReadStateOutsideOfTurns());

    private async Task WriteBehindTheGrainsBackAsync(int balance)
    {
        GrainState<Account> stored = await ReadAsync();
        stored.State!.Balance = balance;
        await Storage.WriteStateAsync("account", Grain.GetGrainId(), stored);
    }

    private async Task<GrainState<Account>> ReadAsync()
    {
        var stored = new GrainState<Account>(new Account());
        await Storage.ReadStateAsync("account", Grain.GetGrainId(), stored);
        Assert.True(stored.RecordExists);
        return stored;
    }
}
