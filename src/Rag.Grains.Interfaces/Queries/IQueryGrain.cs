using Orleans.Concurrency;

namespace Rag.Grains.Interfaces;

/// <summary>
/// Answers one question: fans retrieval out, builds the prompt, and publishes numbered events on an Orleans stream
/// (<see cref="AnswerEvent.StreamNamespace"/>, the grain's key), which it keeps for five minutes so that a reader can
/// resume.
/// </summary>
[Alias("rag.IQueryGrain")]
public interface IQueryGrain : IGrainWithStringKey
{
    /// <summary>
    /// Answers in one piece; nothing is published on the stream. Cancelling stops the model. The key names the
    /// question: asked again, it is answered once.
    /// </summary>
    [Idempotent]
    [Alias("Ask")]
    Task<Outcome<Answer>> AskAsync(QueryRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Begins to answer; the events follow on the stream. Refused before the first event if not admitted. Does nothing
    /// if it has begun.
    /// </summary>
    [Idempotent]
    [Alias("Start")]
    Task<Outcome<QueryStarted>> StartAsync(QueryRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// The events after a number (0 for all) that are there now; not found if the query is unknown or forgotten.
    /// </summary>
    [Idempotent]
    [ResponseTimeout(CallTimes.Short)]
    [Alias("GetEvents")]
    [AlwaysInterleave]
    Task<Outcome<AnswerEvents>> GetEventsAsync(int after, CancellationToken cancellationToken);

    /// <summary>Stops the model; the stream ends with an error event of code <c>cancelled</c>. Idempotent.</summary>
    [Idempotent]
    [ResponseTimeout(CallTimes.Short)]
    [Alias("Cancel")]
    [AlwaysInterleave]
    Task<Outcome<QueryStarted>> CancelAsync(CancellationToken cancellationToken);
}
