using Orleans.Concurrency;

namespace Orleans.Semantics.Tests.Turns;

[Alias("semantics.turn")]
internal interface ITurnGrain : IGrainWithStringKey
{
    [Alias("wait")]
    Task WaitFor(string entered, string released);

    [AlwaysInterleave]
    [Alias("interleave")]
    Task<int> CountCallsWithin();

    [ReadOnly]
    [Alias("read")]
    Task ReadUntil(string entered, string released);

    [Alias("add")]
    Task<int> AddSlowly(int amount);

    [ResponseTimeout("00:00:01")]
    [Alias("raise")]
    Task RaiseSoon(string signal);

    [Alias("background")]
    Task StartBackgroundWork(string done);

    [Alias("identity")]
    Task<string> GetActivationId();
}
