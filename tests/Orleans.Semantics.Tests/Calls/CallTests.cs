using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Semantics.Tests.Hosting;
using Orleans.Semantics.Tests.Turns;

namespace Orleans.Semantics.Tests.Calls;

public sealed class CallTests(SiloFixture silo)
{
    private readonly string _key = SiloFixture.NewKey();

    private ICallGrain Grain => silo.Client.GetGrain<ICallGrain>(_key);

    [Fact]
    public async Task Immutable_records_cross_in_both_directions()
    {
        Answer answer = await Grain.Echo(new Answer("text", 7, ["a", "b"]));

        Assert.Equal("text", answer.Text);
        Assert.Equal(7, answer.Number);
        Assert.Equal(["a", "b"], answer.Parts);
    }

    [Fact]
    public async Task Value_tasks_are_as_good_as_tasks()
    {
        await Grain.DoNothing();

        Assert.Equal(42, await Grain.EchoValue(42));
    }

    [Fact]
    public async Task A_grain_knows_its_key_and_its_id_is_its_type_and_its_key()
    {
        string[] parts = (await Grain.WhoAreYou()).Split(' ');

        Assert.Equal(_key, parts[0]);
        Assert.Equal($"call/{_key}", parts[1]);
        Assert.Equal(GrainId.Create("call", _key), Grain.GetGrainId());
    }

    [Fact]
    public async Task A_grain_can_pass_a_reference_to_itself()
    {
        ICallGrain self = await Grain.GetSelf();

        Assert.Equal(Grain.GetGrainId(), self.GetGrainId());
        Assert.Equal(5, await self.EchoValue(5));
    }

    [Fact]
    public async Task An_exception_reaches_the_caller_as_itself_with_its_stack()
    {
        var failure = await Assert.ThrowsAsync<BrokenException>(() => Grain.FailAfterAwait("broken", 13));

        Assert.Equal("broken", failure.Message);
        Assert.Equal(13, failure.Code);
        Assert.Contains(nameof(CallGrain.FailAfterAwait), failure.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_before_the_first_await_reaches_the_caller_too_and_the_grain_goes_on()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Grain.FailAtOnce("at once"));

        Assert.Equal("at once", failure.Message);
        Assert.Equal(1, await Grain.EchoValue(1));
    }

    [Fact]
    public async Task A_late_answer_is_a_TimeoutException_and_the_call_goes_on_and_is_not_repeated()
    {
        Task late = Grain.AnswerLate($"{_key} in", $"{_key} out", $"{_key} ended");
        await Signals.WaitFor($"{_key} in");

        await Assert.ThrowsAsync<TimeoutException>(() => late);

        Signals.Raise($"{_key} out");
        await Signals.WaitFor($"{_key} ended");
        Assert.Equal(1, await Grain.CountCalls());
    }

    [Fact]
    public async Task The_response_timeout_of_the_options_holds_for_calls_without_one_of_their_own()
    {
        using IHost host = await SiloHost.StartAsync(builder => builder.Configure<SiloMessagingOptions>(
            options => options.ResponseTimeout = TimeSpan.FromSeconds(2)));
        var grain = host.Client().GetGrain<ITurnGrain>(_key);

        await Assert.ThrowsAsync<TimeoutException>(() => grain.WaitFor($"{_key} in", $"{_key} out"));

        Assert.True(Signals.IsRaised($"{_key} in"));
        Signals.Raise($"{_key} out");
        await host.StopAsync();
    }

    [Fact]
    public async Task A_call_that_timed_out_while_it_waited_is_not_run()
    {
        var turns = silo.Client.GetGrain<ITurnGrain>(_key);
        Task busy = turns.WaitFor($"{_key} in", $"{_key} out");
        await Signals.WaitFor($"{_key} in");

        await Assert.ThrowsAsync<TimeoutException>(() => turns.RaiseSoon($"{_key} ran"));

        Signals.Raise($"{_key} out");
        await busy;
        await turns.AddSlowly(1);
        Assert.False(Signals.IsRaised($"{_key} ran"));
    }

    [Fact]
    public async Task Cancelling_reaches_the_callee_in_a_turn_of_its_own_and_ends_the_callers_wait()
    {
        using var cancellation = new CancellationTokenSource();
        Task call = Grain.WaitUntilCancelled($"{_key} in", $"{_key} cancelled", cancellation.Token);
        await Signals.WaitFor($"{_key} in");

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal("in a turn", await Signals.WaitFor($"{_key} cancelled"));
    }

    [Fact]
    public async Task A_call_with_a_cancelled_token_is_not_made()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Grain.WaitUntilCancelled(
            $"{_key} in", $"{_key} cancelled", new CancellationToken(canceled: true)));

        Assert.Equal(0, await Grain.CountCalls());
    }

    [Fact]
    public async Task The_request_context_travels_with_calls_and_their_calls()
    {
        RequestContext.Set("colour", "green");
        try
        {
            Assert.Equal("green", await Grain.ReadContext("colour"));
            Assert.Equal("green", await Grain.ReadContextInAnotherGrain("colour", SiloFixture.NewKey()));
        }
        finally
        {
            RequestContext.Clear();
        }

        Assert.Null(await Grain.ReadContext("colour"));
    }

    [Fact]
    public async Task The_request_context_of_a_callee_does_not_travel_back_or_into_the_next_call()
    {
        await Grain.SetContext("colour", "red");

        Assert.Null(RequestContext.Get("colour"));
        Assert.Null(await Grain.ReadContext("colour"));
    }

    [Fact]
    public async Task Async_locals_other_than_the_request_context_do_not_travel()
    {
        CallGrain.Ambient.Value = "caller";

        Assert.False(await Grain.SeesAmbientValue());
    }

    [Fact]
    public async Task A_filter_sees_each_call_and_may_change_its_result() =>
        Assert.Equal($"answer of CallGrain call/{_key}", await Grain.BeFiltered());

    [Fact]
    public void A_start_up_task_has_run_when_the_host_has_started() =>
        Assert.True(Signals.IsRaised("start-up task ran"));

    [Fact]
    public async Task A_call_is_a_part_of_its_callers_trace_where_activities_are_propagated()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.Orleans.Application",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        using IHost host = await SiloHost.StartAsync(static silo => silo.AddActivityPropagation());
        using Activity caller = new Activity("caller").SetIdFormat(ActivityIdFormat.W3C).Start();

        string? seen = await host.Client().GetGrain<ICallGrain>(_key).ReadTrace();

        Assert.Equal($"Microsoft.Orleans.Application {caller.TraceId}", seen);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_call_is_in_no_trace_where_activities_are_not_propagated()
    {
        using Activity caller = new Activity("caller").SetIdFormat(ActivityIdFormat.W3C).Start();

        Assert.Null(await Grain.ReadTrace());
    }
}
