using System.Runtime.CompilerServices;
using Orleans.Semantics.Tests.Hosting;

namespace Orleans.Semantics.Tests.Enumerations;

internal sealed class SeriesGrain : Grain, ISeriesGrain
{
    public async IAsyncEnumerable<int> Count(int last, [EnumeratorCancellation] CancellationToken token = default)
    {
        for (int number = 1; number <= last; number++)
        {
            if (number % 7 == 0)
                await Task.Yield();
            yield return number;
        }
    }

    public async IAsyncEnumerable<int> FailAfter(int last, string message)
    {
        for (int number = 1; number <= last; number++)
        {
            await Task.Yield();
            yield return number;
        }

        await Task.Yield();
        throw new InvalidOperationException(message);
    }

    public async IAsyncEnumerable<int> CountWithGates(
        int last, string gate, [EnumeratorCancellation] CancellationToken token = default)
    {
        for (int number = 1; number <= last; number++)
        {
            yield return number;
            await Signals.WaitFor($"{gate} {number}").WaitAsync(token);
        }
    }

    public async IAsyncEnumerable<int> CountForever(
        string ended, [EnumeratorCancellation] CancellationToken token = default)
    {
        try
        {
            for (int number = 1; ; number++)
            {
                yield return number;
                await Task.Delay(TimeSpan.FromMilliseconds(1), token);
            }
        }
        finally
        {
            Signals.Raise(ended, token.IsCancellationRequested ? "cancelled" : "disposed");
        }
    }

    public Task<string> Ping() => Task.FromResult("pong");

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
