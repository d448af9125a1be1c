using Rag.Api.Errors;
using Rag.Api.Json;
using Rag.Api.Streaming;
using Rag.Grains.Interfaces;

namespace Rag.Api.Documents;

/// <summary>Sends a document's changes to one client until ingestion has ended.</summary>
internal sealed class DocumentStreaming(IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>The contract promises a heartbeat every 15 s.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    /// <summary>Sends until the end; throws <see cref="OperationCanceledException"/> if the client leaves.</summary>
    public async Task SendAsync(HttpContext context, IDocumentGrain document)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted, lifetime.ApplicationStopping);
        using SseWriter writer = SseWriter.Begin(context);
        int number = 0;
        Failure end;
        try
        {
            // One change at a time: a batch would hold back the first ones.
            await using IAsyncEnumerator<DocumentInfo> changes =
                document.WatchAsync(stop.Token).WithBatchSize(1).GetAsyncEnumerator(stop.Token);
            while (await NextAsync(changes, writer, stop.Token))
            {
                DocumentInfo info = changes.Current;
                bool isFinal = DocumentStatus.IsFinal(info.Status);
                writer.Write(++number, isFinal ? "done"u8 : "progress"u8, info, SseJson.Document);
                await writer.FlushAsync(stop.Token);
                if (isFinal) return;
            }

            end = ApiFailures.NotFound("document (it was deleted)", document.GetPrimaryKeyString().Split('/', 3)[^1]);
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

    private async Task<bool> NextAsync(
        IAsyncEnumerator<DocumentInfo> changes, SseWriter writer, CancellationToken cancellationToken)
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
