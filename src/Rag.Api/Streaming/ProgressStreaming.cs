using System.Text.Json.Serialization.Metadata;
using Rag.Api.Errors;
using Rag.Api.Json;
using Rag.Grains.Interfaces;

namespace Rag.Api.Streaming;

/// <summary>Sends the changes of work that is under way to one client until it has ended.</summary>
internal sealed class ProgressStreaming(IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>The contract promises a heartbeat every 15 s.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    /// <summary>Sends until the end; throws <see cref="OperationCanceledException"/> if the client leaves.</summary>
    /// <param name="context">The client.</param>
    /// <param name="watch">The grain's view of the work, now and after every change.</param>
    /// <param name="isFinal">Whether it has ended, however it did.</param>
    /// <param name="json">How it is written.</param>
    /// <param name="gone">What is said if it is not there any more.</param>
    public async Task SendAsync<T>(
        HttpContext context,
        Func<CancellationToken, IAsyncEnumerable<T>> watch,
        Func<T, bool> isFinal,
        JsonTypeInfo<T> json,
        Failure gone)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted, lifetime.ApplicationStopping);
        using SseWriter writer = SseWriter.Begin(context);
        int number = 0;
        Failure end;
        try
        {
            // One change at a time: a batch would hold back the first ones.
            await using IAsyncEnumerator<T> changes =
                watch(stop.Token).WithBatchSize(1).GetAsyncEnumerator(stop.Token);
            while (await NextAsync(changes, writer, stop.Token))
            {
                bool isLast = isFinal(changes.Current);
                writer.Write(++number, isLast ? "done"u8 : "progress"u8, changes.Current, json);
                await writer.FlushAsync(stop.Token);
                if (isLast) return;
            }

            end = gone;
        }
        catch (Exception exception) when (
            !context.RequestAborted.IsCancellationRequested
            && exception is OrleansException or TimeoutException or EnumerationAbortedException
                or OperationCanceledException)
        {
            end = ApiFailures.Overloaded("The service is being stopped or does not answer; ask for the events again.");
        }

        var error = new ErrorEvent(end.Code, end.Message, FailureStatus.IsRetryable(end));
        writer.Write(++number, "error"u8, error, JsonTypes.Of<ErrorEvent>());
        await writer.FlushAsync(context.RequestAborted);
    }

    private async Task<bool> NextAsync<T>(
        IAsyncEnumerator<T> changes, SseWriter writer, CancellationToken cancellationToken)
    {
        Task<bool> next = changes.MoveNextAsync().AsTask();
        while (!next.IsCompleted)
        {
            using var quiet = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Task beat = Task.Delay(Heartbeat, time, quiet.Token);
            if (await Task.WhenAny(next, beat) == next)
            {
                await quiet.CancelAsync();
                break;
            }

            if (cancellationToken.IsCancellationRequested) break;
            writer.WritePing();
            await writer.FlushAsync(cancellationToken);
        }

        return await next;
    }
}
