using Microsoft.Extensions.Options;

namespace Rag.Pipeline.Ingestion;

/// <summary>
/// Repeats idempotent calls to stores and models while they fail transiently: exponential backoff with full jitter,
/// never earlier than the other side asked for.
/// </summary>
public sealed class TransientRetry(IOptions<TransientRetryOptions> options, TimeProvider time)
{
    /// <summary>Runs a step; the last failure is thrown as it is.</summary>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            TimeSpan? askedFor;
            try
            {
                return await step(cancellationToken);
            }
            catch (StoreException exception) when (exception.IsTransient && attempt < options.Value.MaxAttempts)
            {
                askedFor = exception.RetryAfter;
            }
            catch (ModelException exception) when (exception.IsTransient && attempt < options.Value.MaxAttempts)
            {
                askedFor = exception.RetryAfter;
            }

            await Task.Delay(DelayAfter(attempt, askedFor), time, cancellationToken);
        }
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task RunAsync(Func<CancellationToken, Task> step, CancellationToken cancellationToken) =>
        RunAsync(
            async token =>
            {
                await step(token);
                return true;
            },
            cancellationToken);

    private TimeSpan DelayAfter(int attempt, TimeSpan? askedFor)
    {
        double ceiling = Math.Min(
            options.Value.MaxDelay.TotalMilliseconds,
            options.Value.BaseDelay.TotalMilliseconds * Math.Pow(2, attempt - 1));
        TimeSpan jittered = TimeSpan.FromMilliseconds(ceiling * (0.5 + (Random.Shared.NextDouble() / 2)));
        TimeSpan wanted = askedFor > jittered ? askedFor.Value : jittered;
        return wanted < options.Value.MaxDelay ? wanted : options.Value.MaxDelay;
    }
}
