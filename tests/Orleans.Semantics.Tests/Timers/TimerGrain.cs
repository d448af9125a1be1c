using Orleans.Runtime;
using Orleans.Semantics.Tests.Hosting;

namespace Orleans.Semantics.Tests.Timers;

internal sealed class TimerGrain : Grain, ITimerGrain
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(10);

    private int _ticks;

    public async Task<int> TickWhileBusy(bool interleave, string stop)
    {
        using IGrainTimer timer = this.RegisterGrainTimer(
            CountTick,
            new GrainTimerCreationOptions { DueTime = TimeSpan.Zero, Period = Soon, Interleave = interleave });

        void Watch()
        {
            if (_ticks >= 3)
                Signals.Raise(stop);
        }

        // A chain of turns within this call gives ticks every chance to come between.
        for (int turn = 0; turn < 200 && !Signals.IsRaised(stop); turn++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1));
            Watch();
        }

        return _ticks;
    }

    public Task TickOnce(string ticked)
    {
        this.RegisterGrainTimer(
            static (signal, _) =>
            {
                Signals.Raise(signal);
                return Task.CompletedTask;
            },
            ticked,
            new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
        return Task.CompletedTask;
    }

    public Task<int> StopAtTick(int tick, string stopped)
    {
        IGrainTimer? timer = null;
        timer = this.RegisterGrainTimer(
            () =>
            {
                if (++_ticks == tick)
                {
                    timer!.Dispose();
                    Signals.Raise(stopped);
                }

                return Task.CompletedTask;
            },
            Soon,
            Soon);
        return Task.FromResult(_ticks);
    }

    public Task<int> CountTicks() => Task.FromResult(_ticks);

    public Task FailAtFirstTick(string second)
    {
        this.RegisterGrainTimer(
            () =>
            {
                if (++_ticks == 1)
                    throw new InvalidOperationException("first tick");
                Signals.Raise(second);
                return Task.CompletedTask;
            },
            new GrainTimerCreationOptions(Soon, Soon));
        return Task.CompletedTask;
    }

    public Task TickInTurns(string ticked)
    {
        TaskScheduler turns = TaskScheduler.Current;
        this.RegisterGrainTimer(
            _ =>
            {
                Signals.Raise(ticked, TaskScheduler.Current == turns ? "in a turn" : "elsewhere");
                return Task.CompletedTask;
            },
            Soon,
            Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    private Task CountTick()
    {
        _ticks++;
        return Task.CompletedTask;
    }
}
