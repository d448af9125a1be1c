using Microsoft.Extensions.Hosting;
using Orleans.Runtime;
using Orleans.Semantics.Tests.Hosting;

namespace Orleans.Semantics.Tests.Lifecycle;

public sealed class LifecycleTests(SiloFixture silo)
{
    private readonly string _key = SiloFixture.NewKey();

    private ILifecycleGrain Grain => silo.Client.GetGrain<ILifecycleGrain>(_key);

    [Fact]
    public async Task A_grain_is_activated_by_its_first_call_and_not_by_a_reference()
    {
        ILifecycleGrain grain = Grain;
        Assert.False(Signals.IsRaised($"{_key} activated"));

        await grain.GetActivationId();

        Assert.True(Signals.IsRaised($"{_key} activated"));
    }

    [Fact]
    public async Task A_grain_gets_services_of_its_own_scope_and_is_disposed_with_it()
    {
        var grain = silo.Client.GetGrain<IComposedGrain>(_key);
        string scratch = await grain.Describe();
        Assert.Equal(scratch, await grain.Describe());
        Assert.NotEqual(scratch, await silo.Client.GetGrain<IComposedGrain>($"{_key} other").Describe());

        await grain.Leave();

        Assert.Equal("in time", await Signals.WaitFor($"{_key} disposed"));
        Assert.NotEqual(scratch, await grain.Describe());
    }

    [Fact]
    public async Task A_failed_activation_fails_the_call_and_the_next_call_tries_again()
    {
        var grain = silo.Client.GetGrain<IStubbornGrain>(_key);

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => grain.Ping());

        Assert.Contains("not yet", failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, await grain.Ping());
    }

    [Fact]
    public async Task DeactivateOnIdle_takes_effect_after_the_call_and_the_next_call_meets_a_new_activation()
    {
        string before = await Grain.GetActivationId();
        Task<string> leave = Grain.LeaveWhenIdle($"{_key} leaving", $"{_key} released");
        await Signals.WaitFor($"{_key} leaving");
        Task<string> next = Grain.GetActivationId();
        Signals.Raise($"{_key} released");

        Assert.Equal(before, await leave);
        Assert.Equal("ApplicationRequested", await Signals.WaitFor($"{before} deactivated"));
        Assert.NotEqual(before, await next);
    }

    [Fact]
    public async Task No_call_is_lost_or_run_twice_while_activations_come_and_go()
    {
        const int callers = 32;
        const int callsPerCaller = 200;
        const int grains = 4;

        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            for (int call = 0; call < callsPerCaller; call++)
            {
                var grain = silo.Client.GetGrain<IRestlessGrain>($"{_key}-{call % grains}");
                await RepeatIfRejectedAsync(() => grain.Count(leave: (caller + call) % 5 == 0));
            }
        })));

        long total = 0;
        for (int index = 0; index < grains; index++)
            total += await silo.Client.GetGrain<IRestlessGrain>($"{_key}-{index}").GetTotal();
        Assert.Equal(callers * callsPerCaller, total);
    }

    [Fact]
    public async Task An_idle_activation_can_be_collected_and_comes_back_with_the_next_call()
    {
        // A host of its own: the collection meets every idle grain of the silo.
        using IHost host = await SiloHost.StartAsync();
        var grain = host.Client().GetGrain<ILifecycleGrain>(_key);
        string before = await grain.GetActivationId();

        await host.Client().GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);

        await Signals.WaitFor($"{before} deactivated");
        Assert.NotEqual(before, await grain.GetActivationId());
        await host.StopAsync();
    }

    [Fact]
    public async Task Idle_activations_are_collected_unless_they_asked_for_more_time()
    {
        using IHost host = await SiloHost.StartAsync(SiloHost.CollectSoon);
        var idle = host.Client().GetGrain<ILifecycleGrain>($"{_key} idle");
        var patient = host.Client().GetGrain<ILifecycleGrain>($"{_key} patient");
        await patient.DelayDeactivation(TimeSpan.FromMinutes(10));
        string patientId = await patient.GetActivationId();

        await idle.GetActivationId();

        Assert.Equal("ActivationIdle", await Signals.WaitFor($"{_key} idle deactivated"));
        Assert.Equal(patientId, await patient.GetActivationId());
        await host.StopAsync();
    }

    [Fact]
    public async Task Timers_keep_a_grain_alive_only_if_asked_to()
    {
        using IHost host = await SiloHost.StartAsync(SiloHost.CollectSoon);
        var kept = host.Client().GetGrain<ILifecycleGrain>($"{_key} kept");
        var left = host.Client().GetGrain<ILifecycleGrain>($"{_key} left");
        await kept.StartTicking(keepAlive: true);
        string keptId = await kept.GetActivationId();

        await left.StartTicking(keepAlive: false);

        Assert.Equal("ActivationIdle", await Signals.WaitFor($"{_key} left deactivated"));
        Assert.Equal(keptId, await kept.GetActivationId());
        await host.StopAsync();
    }

    [Fact]
    public async Task Stopping_the_host_deactivates_its_grains()
    {
        using IHost host = await SiloHost.StartAsync();
        for (int index = 0; index < 50; index++)
            await host.Client().GetGrain<ILifecycleGrain>($"{_key}-{index}").GetActivationId();

        await host.StopAsync();

        for (int index = 0; index < 50; index++)
            Assert.Equal("ShuttingDown", await Signals.WaitFor($"{_key}-{index} deactivated"));
    }

    [Fact]
    public async Task A_call_that_meets_one_deactivation_after_the_other_is_rejected_without_having_run()
    {
        var grain = silo.Client.GetGrain<IRestlessGrain>(_key);
        int rejected = 0;
        Task held = grain.Hold($"{_key} held", $"{_key} released");
        await Signals.WaitFor($"{_key} held");

        // Every call that runs sends the calls behind it on to the next activation.
        Task calls = Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            try
            {
                await grain.Count(leave: true);
            }
            catch (OrleansMessageRejectionException)
            {
                Interlocked.Increment(ref rejected);
            }
        }));
        Signals.Raise($"{_key} released");
        await Task.WhenAll(held, calls);

        Assert.InRange(rejected, 1, 19);
        Assert.Equal(20 - rejected, await grain.GetTotal());
    }

    [Fact]
    public async Task A_host_whose_collection_age_is_not_longer_than_its_quantum_does_not_start()
    {
        using IHost host = SiloHost.Build(builder => Orleans.Hosting.SiloBuilderExtensions
            .Configure<Orleans.Configuration.GrainCollectionOptions>(
                builder, options => options.CollectionAge = options.CollectionQuantum));

        await Assert.ThrowsAsync<OrleansConfigurationException>(() => host.StartAsync());
    }

    // A rejected call has not run. That happens to calls that several deactivations in a row sent on.
    private static async Task RepeatIfRejectedAsync(Func<Task> call)
    {
        while (true)
        {
            try
            {
                await call();
                return;
            }
            catch (OrleansMessageRejectionException)
            {
            }
        }
    }
}
