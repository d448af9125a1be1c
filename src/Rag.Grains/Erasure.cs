using Rag.Pipeline;

namespace Rag.Grains;

/// <summary>
/// A deletion that runs beside its grain's calls, between their turns; at most one at a time. It is cut off before its
/// grain leaves the memory, so that nothing works on stores that are closed: the state says what remains, and the next
/// activation repeats it. Used on the grain's scheduler only.
/// </summary>
/// <param name="onFailed">Called when a store or another grain failed it.</param>
internal sealed class Erasure(Action<Exception> onFailed) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _underWay = Task.CompletedTask;

    /// <summary>Whether a deletion is at work.</summary>
    public bool IsUnderWay => !_underWay.IsCompleted;

    /// <summary>Begins, unless a deletion is at work.</summary>
    /// <param name="erase">Deletes; repeatable.</param>
    public void Start(Func<CancellationToken, Task> erase)
    {
        if (!IsUnderWay) _underWay = RunAsync(erase);
    }

    /// <summary>Waits until no deletion is at work, whether it succeeded or not.</summary>
    /// <exception cref="OperationCanceledException">The caller has given up; the deletion goes on.</exception>
    public Task WaitAsync(CancellationToken cancellationToken) => _underWay.WaitAsync(cancellationToken);

    /// <summary>Waits for a while; <see langword="false"/> if a deletion is still at work then.</summary>
    public async Task<bool> EndsWithinAsync(TimeSpan patience) =>
        !IsUnderWay || await Task.WhenAny(_underWay, Task.Delay(patience)) == _underWay;

    /// <summary>Cuts a deletion off and waits until it has stopped.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _underWay.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private async Task RunAsync(Func<CancellationToken, Task> erase)
    {
        try
        {
            await erase(_stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The next activation repeats it.
        }
        catch (Exception exception) when (exception is StoreException or OrleansException or TimeoutException)
        {
            onFailed(exception);
        }
    }
}
