namespace Orleans.Semantics.Tests.Timers;

[Alias("semantics.timer")]
internal interface ITimerGrain : IGrainWithStringKey
{
    [Alias("tick-while-busy")]
    Task<int> TickWhileBusy(bool interleave, string stop);

    [Alias("tick-once")]
    Task TickOnce(string ticked);

    [Alias("stop")]
    Task<int> StopAtTick(int tick, string stopped);

    [Alias("ticks")]
    Task<int> CountTicks();

    [Alias("fail")]
    Task FailAtFirstTick(string second);

    [Alias("turns")]
    Task TickInTurns(string ticked);
}
