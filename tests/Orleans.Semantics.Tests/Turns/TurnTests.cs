using Orleans.Semantics.Tests.Hosting;

namespace Orleans.Semantics.Tests.Turns;

public sealed class TurnTests(SiloFixture silo)
{
    private readonly string _key = SiloFixture.NewKey();

    private ITurnGrain Grain => silo.Client.GetGrain<ITurnGrain>(_key);

    [Fact]
    public async Task Calls_of_one_key_reach_one_activation()
    {
        string[] ids = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Grain.GetActivationId()));

        Assert.Single(ids.Distinct());
    }

    [Fact]
    public async Task Each_key_has_an_activation_of_its_own()
    {
        string[] ids = await Task.WhenAll(Enumerable.Range(0, 100).Select(index =>
            silo.Client.GetGrain<ITurnGrain>($"{_key}-{index}").GetActivationId()));

        Assert.Equal(100, ids.Distinct().Count());
    }

    [Fact]
    public async Task A_call_waits_until_the_call_before_it_has_ended()
    {
        Task first = Grain.WaitFor($"{_key} first in", $"{_key} first out");
        await Signals.WaitFor($"{_key} first in");
        Task second = Grain.WaitFor($"{_key} second in", $"{_key} second out");

        Assert.Equal(1, await Grain.CountCallsWithin());
        Assert.False(Signals.IsRaised($"{_key} second in"));

        Signals.Raise($"{_key} first out");
        await first;
        await Signals.WaitFor($"{_key} second in");
        Signals.Raise($"{_key} second out");
        await second;
    }

    [Fact]
    public async Task Calls_that_await_do_not_mix_their_steps()
    {
        await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => Grain.AddSlowly(1)));

        Assert.Equal(501, await Grain.AddSlowly(1));
    }

    [Fact]
    public async Task Read_only_calls_interleave_with_each_other()
    {
        Task first = Grain.ReadUntil($"{_key} first in", $"{_key} out");
        Task second = Grain.ReadUntil($"{_key} second in", $"{_key} out");

        await Signals.WaitFor($"{_key} first in");
        await Signals.WaitFor($"{_key} second in");
        Assert.Equal(2, await Grain.CountCallsWithin());
        Signals.Raise($"{_key} out");
        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task A_read_only_call_does_not_interleave_with_a_writing_one()
    {
        Task write = Grain.WaitFor($"{_key} write in", $"{_key} write out");
        await Signals.WaitFor($"{_key} write in");
        Task read = Grain.ReadUntil($"{_key} read in", $"{_key} read out");

        Assert.Equal(1, await Grain.CountCallsWithin());
        Assert.False(Signals.IsRaised($"{_key} read in"));

        Signals.Raise($"{_key} write out");
        Signals.Raise($"{_key} read out");
        await Task.WhenAll(write, read);
    }

    [Fact]
    public async Task Calls_of_a_reentrant_grain_interleave()
    {
        var grain = silo.Client.GetGrain<IReentrantGrain>(_key);

        await Task.WhenAll(grain.MeetAnotherCall(), grain.MeetAnotherCall());
    }

    [Fact]
    public async Task A_stateless_worker_serves_calls_of_one_key_in_parallel()
    {
        var grain = silo.Client.GetGrain<IWorkerGrain>(_key);

        await Task.WhenAll(grain.MeetAnotherWorker(_key), grain.MeetAnotherWorker(_key));
    }

    [Fact]
    public async Task Work_that_a_call_left_running_goes_on_in_turns_of_the_grain_between_later_calls()
    {
        await Grain.StartBackgroundWork($"{_key} done");
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Grain.AddSlowly(1)));

        Assert.Equal("in turns", await Signals.WaitFor($"{_key} done"));
    }
}
