using Rag.Pipeline;

namespace Rag.Grains;

/// <summary>
/// Work that goes on beside its grain's calls, between their turns: one piece at a time. It is cut off before its grain
/// leaves the memory, so that nothing works on stores that are closed: the grain's state says what remains, and the
/// next activation goes on. Used on the grain's scheduler only.
/// </summary>
/// <param name="onFailed">Called when a store or another grain failed it.</param>
internal sealed class BackgroundWork(Action<Exception> onFailed) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _underWay = Task.CompletedTask;

    /// <summary>Whether something is at work.</summary>
    public bool IsUnderWay => !_underWay.IsCompleted;

    /// <summary>Begins, unless something is at work.</summary>
    /// <param name="work">Repeatable from anywhere.</param>
    public void Start(Func<CancellationToken, Task> work)
    {
        if (!IsUnderWay) _underWay = RunAsync(work);
    }

    /// <summary>Waits until nothing is at work, whether it succeeded or not.</summary>
    /// <exception cref="OperationCanceledException">The caller has given up; the work goes on.</exception>
    public Task WaitAsync(CancellationToken cancellationToken) => _underWay.WaitAsync(cancellationToken);

    /// <summary>Waits for a while; <see langword="false"/> if something is still at work then.</summary>
    public async Task<bool> EndsWithinAsync(TimeSpan patience) =>
        !IsUnderWay || await Task.WhenAny(_underWay, Task.Delay(patience)) == _underWay;

    /// <summary>Cuts the work off for good and waits until it has stopped.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _underWay.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private async Task RunAsync(Func<CancellationToken, Task> work)
    {
        try
        {
            await work(_stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The next activation goes on.
        }
        catch (Exception exception) when (exception is StoreException or OrleansException or TimeoutException)
        {
            onFailed(exception);
        }
    }
}
