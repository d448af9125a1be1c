using Rag.Api.Errors;
using Rag.Grains.Interfaces;

namespace Rag.Api.Streaming;

/// <summary>
/// Sends an answer's events to one client until the terminal one. A stream that lost events goes on from the grain's
/// log: at once if a gap shows, and after every second of silence.
/// </summary>
internal sealed class AnswerStreaming(IHostApplicationLifetime lifetime)
{
    /// <summary>Ticks of a second between heartbeats; the contract promises one every 15 s.</summary>
    private const int TicksPerHeartbeat = 10;

    /// <summary>The second tick after an event: at least one second of silence. Asked again as often.</summary>
    private const int TicksBeforeDoubt = 2;

    /// <summary>Sends until the end; throws <see cref="OperationCanceledException"/> if the client leaves.</summary>
    public async Task SendAsync(HttpContext context, AnswerFeed feed, IAnswerFrames frames)
    {
        CancellationToken aborted = context.RequestAborted;
        using CancellationTokenRegistration onAbort = CloseOn(feed, aborted);
        using CancellationTokenRegistration onStop = CloseOn(feed, lifetime.ApplicationStopping);
        using SseWriter writer = SseWriter.Begin(context);
        int silence = 0;
        while (true)
        {
            while (feed.TryRead(out AnswerEvent? next))
            {
                silence = 0;
                frames.Write(writer, next);
                if (next.IsTerminal || writer.IsFull) await writer.FlushAsync(aborted);
                if (next.IsTerminal) return;
            }

            if (feed.HasTicked) silence++;
            bool isBeat = feed.HasTicked && silence % TicksPerHeartbeat == 0;
            bool isDoubtful = feed.HasGap || (feed.HasTicked && silence % TicksBeforeDoubt == 0);
            feed.HasTicked = false;
            if (isBeat) writer.WritePing();
            await writer.FlushAsync(aborted);
            Failure? end = null;
            if (isDoubtful) end = await CatchUpAsync(feed, aborted);
            else if (!await feed.WaitAsync()) end = Stopping();
            // What has come over the stream meanwhile is worth more than a log that is lost.
            if (end is null || feed.HasNext) continue;
            aborted.ThrowIfCancellationRequested();
            // The status was sent long ago: a terminal event is the only way to say that no more will come.
            frames.Write(writer, new AnswerEvent
            {
                Number = feed.LastNumber + 1, Kind = AnswerEventKind.Error, Failure = end,
            });
            await writer.FlushAsync(aborted);
            return;
        }
    }

    /// <summary>Reads to the terminal event without sending anything.</summary>
    public async Task<AnswerEvent> ReadToEndAsync(HttpContext context, AnswerFeed feed)
    {
        CancellationToken aborted = context.RequestAborted;
        using CancellationTokenRegistration onAbort = CloseOn(feed, aborted);
        using CancellationTokenRegistration onStop = CloseOn(feed, lifetime.ApplicationStopping);
        while (true)
        {
            while (feed.TryRead(out AnswerEvent? next))
            {
                if (next.IsTerminal) return next;
            }

            Failure? end = null;
            bool isDoubtful = feed.HasGap || feed.HasTicked;
            feed.HasTicked = false;
            if (isDoubtful) end = await CatchUpAsync(feed, aborted);
            else if (!await feed.WaitAsync()) end = Stopping();
            aborted.ThrowIfCancellationRequested();
            if (end is not null)
            {
                return new AnswerEvent { Number = feed.LastNumber + 1, Kind = AnswerEventKind.Error, Failure = end };
            }
        }
    }

    private static CancellationTokenRegistration CloseOn(AnswerFeed feed, CancellationToken token) =>
        token.UnsafeRegister(static f => ((AnswerFeed)f!).Close(), feed);

    private static async Task<Failure?> CatchUpAsync(AnswerFeed feed, CancellationToken cancellationToken)
    {
        try
        {
            return await feed.CatchUpAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OrleansException)
        {
            return ApiFailures.Overloaded("The query cannot be reached; resume the stream with Last-Event-ID.");
        }
    }

    private static Failure Stopping() => new()
    {
        Kind = FailureKind.Overloaded,
        Code = "stopping",
        Message = "The service is being stopped; ask again in a moment.",
        RetryAfter = TimeSpan.FromSeconds(5),
    };
}
