using Orleans.Semantics.Tests.Hosting;

namespace Orleans.Semantics.Tests.Timers;

public sealed class TimerTests(SiloFixture silo)
{
    private readonly string _key = SiloFixture.NewKey();

    private ITimerGrain Grain => silo.Client.GetGrain<ITimerGrain>(_key);

    [Fact]
    public async Task A_tick_waits_for_the_running_call() =>
        Assert.Equal(0, await Grain.TickWhileBusy(interleave: false, $"{_key} stop"));

    [Fact]
    public async Task An_interleaving_tick_comes_between_the_turns_of_a_call() =>
        Assert.InRange(await Grain.TickWhileBusy(interleave: true, $"{_key} stop"), 1, int.MaxValue);

    [Fact]
    public async Task A_tick_is_a_turn_of_the_grain()
    {
        await Grain.TickInTurns($"{_key} ticked");

        Assert.Equal("in a turn", await Signals.WaitFor($"{_key} ticked"));
    }

    [Fact]
    public async Task A_timer_without_a_period_ticks_once()
    {
        await Grain.TickOnce($"{_key} ticked");

        await Signals.WaitFor($"{_key} ticked");
    }

    [Fact]
    public async Task A_disposed_timer_does_not_tick_again()
    {
        await Grain.StopAtTick(3, $"{_key} stopped");
        await Signals.WaitFor($"{_key} stopped");

        Assert.Equal(3, await Grain.CountTicks());
        await Grain.TickOnce($"{_key} another timer");
        await Signals.WaitFor($"{_key} another timer");
        Assert.Equal(3, await Grain.CountTicks());
    }

    [Fact]
    public async Task A_failing_tick_does_not_stop_the_timer()
    {
        await Grain.FailAtFirstTick($"{_key} second");

        await Signals.WaitFor($"{_key} second");
    }
}
