using System.Diagnostics;
using Orleans.Runtime;
using Orleans.Semantics.Tests.Hosting;

namespace Orleans.Semantics.Tests.Calls;

internal sealed class CallGrain : Grain, ICallGrain
{
    public static readonly AsyncLocal<string?> Ambient = new();

    private int _calls;

    public Task<Answer> Echo(Answer answer) => Task.FromResult(answer);

    public ValueTask<int> EchoValue(int number) => ValueTask.FromResult(number);

    public async ValueTask DoNothing() => await Task.Yield();

    public Task<string> WhoAreYou() => Task.FromResult($"{this.GetPrimaryKeyString()} {this.GetGrainId()}");

    public async Task FailAfterAwait(string message, int code)
    {
        await Task.Yield();
        throw new BrokenException(message, code);
    }

    public Task<int> FailAtOnce(string message) => throw new InvalidOperationException(message);

    public async Task AnswerLate(string entered, string released, string ended)
    {
        _calls++;
        Signals.Raise(entered);
        await Signals.WaitFor(released);
        Signals.Raise(ended);
    }

    public async Task WaitUntilCancelled(string entered, string cancelled, CancellationToken token)
    {
        _calls++;
        var done = new TaskCompletionSource();
        TaskScheduler turns = TaskScheduler.Current;
        await using CancellationTokenRegistration registration = token.Register(() =>
        {
            Signals.Raise(cancelled, TaskScheduler.Current == turns ? "in a turn" : "elsewhere");
            done.TrySetResult();
        });
        Signals.Raise(entered);
        await done.Task.WaitAsync(Signals.Patience, CancellationToken.None);
        token.ThrowIfCancellationRequested();
    }

    public Task<int> CountCalls() => Task.FromResult(_calls);

    public Task<string?> ReadContext(string key) => Task.FromResult(RequestContext.Get(key) as string);

    public Task<string?> ReadContextInAnotherGrain(string key, string otherGrain) =>
        GrainFactory.GetGrain<ICallGrain>(otherGrain).ReadContext(key);

    public Task<string?> ReadTrace() => Task.FromResult(
        Activity.Current is { Source.Name: var name, TraceId: var trace } ? $"{name} {trace}" : null);

    public Task SetContext(string key, string value)
    {
        RequestContext.Set(key, value);
        return Task.CompletedTask;
    }

    public Task<bool> SeesAmbientValue() => Task.FromResult(Ambient.Value is not null);

    public Task<ICallGrain> GetSelf() => Task.FromResult(this.AsReference<ICallGrain>());

    public Task<string> BeFiltered() => Task.FromResult("answer");
}
