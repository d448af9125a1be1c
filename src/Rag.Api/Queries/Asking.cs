using Rag.Api.Errors;
using Rag.Api.Json;
using Rag.Api.RateLimiting;
using Rag.Api.Streaming;
using Rag.Api.Tenancy;
using Rag.Grains.Interfaces;

namespace Rag.Api.Queries;

/// <summary>Asks a question and answers it in one piece or as a stream.</summary>
internal sealed class Asking(
    IClusterClient grains, AnswerStreaming streaming, TimeProvider time, ILogger<Asking> logger)
{
    /// <summary>
    /// The answer in one piece. A client that leaves cancels the model call, unless the question is detached.
    /// </summary>
    public Task<IResult> AnswerAsync(
        HttpContext context, QueryRequest question, CancellationToken cancellationToken) =>
        AnswerAsync(context, question, static answer => new JsonAnswer<Answer>(answer), cancellationToken);

    /// <summary>The same in a shape of the caller's.</summary>
    public async Task<IResult> AnswerAsync(
        HttpContext context,
        QueryRequest question,
        Func<Answer, IResult> shape,
        CancellationToken cancellationToken)
    {
        if (question.Detach) return await AnswerDetachedAsync(context, question, shape);
        Outcome<Answer> outcome =
            await grains.Query(context.Tenant(), QueryId.Create()).AskAsync(question, cancellationToken);
        if (outcome.Failed(out Failure? failure, out Answer? answer)) return new Problem(failure);
        RateLimitHeaders.Set(context.Response, answer.Limit);
        return shape(answer);
    }

    /// <summary>The answer as server-sent events; a refusal is still a plain error.</summary>
    public async Task<IResult> StreamAsync(
        HttpContext context, QueryRequest question, Func<QueryId, IAnswerFrames> frames)
    {
        var id = QueryId.Create();
        IQueryGrain query = grains.Query(context.Tenant(), id);
        await using AnswerFeed feed = await AnswerFeed.OpenAsync(grains, query, after: 0, time);
        // Not cancelled by a client that leaves: whether it was started would be unknown, and nobody would stop it.
        Outcome<QueryStarted> start = await query.StartAsync(question, CancellationToken.None);
        if (start.Failed(out Failure? refused, out QueryStarted? started)) return new Problem(refused);
        RateLimitHeaders.Set(context.Response, started.Limit);
        context.Response.Headers.Location = $"/v1/queries/{id}";
        try
        {
            await streaming.SendAsync(context, feed, frames(id));
        }
        finally
        {
            if (context.RequestAborted.IsCancellationRequested && !question.Detach) await CancelAsync(query, id);
        }

        return Results.Empty;
    }

    /// <summary>The rest of a stream, after the event that the client saw last.</summary>
    public async Task<IResult> ResumeAsync(
        HttpContext context, QueryId id, int after, CancellationToken cancellationToken)
    {
        IQueryGrain query = grains.Query(context.Tenant(), id);
        Outcome<AnswerEvents> soFar = await query.GetEventsAsync(0, cancellationToken);
        if (soFar.Failed(out Failure? missing, out AnswerEvents? known)) return new Problem(missing);
        // Nothing is left to send; 204 is what makes a browser's EventSource stop asking.
        if (known.Events is [.., { IsTerminal: true } last] && after >= last.Number) return Results.NoContent();
        int seen = Math.Min(after, known.Events.Count);
        await using AnswerFeed feed = await AnswerFeed.OpenAsync(grains, query, seen, time);
        if (await feed.CatchUpAsync(cancellationToken) is { } failure) return new Problem(failure);
        await streaming.SendAsync(context, feed, new AnswerFrames(id));
        return Results.Empty;
    }

    private async Task<IResult> AnswerDetachedAsync(
        HttpContext context, QueryRequest question, Func<Answer, IResult> shape)
    {
        var id = QueryId.Create();
        IQueryGrain query = grains.Query(context.Tenant(), id);
        await using AnswerFeed feed = await AnswerFeed.OpenAsync(grains, query, after: 0, time);
        Outcome<QueryStarted> start = await query.StartAsync(question, CancellationToken.None);
        if (start.Failed(out Failure? refused, out QueryStarted? started)) return new Problem(refused);
        RateLimitHeaders.Set(context.Response, started.Limit);
        AnswerEvent last = await streaming.ReadToEndAsync(context, feed);
        return last.Answer is { } answer ? shape(answer) : new Problem(last.Failure!);
    }

    /// <summary>The client is gone, so nobody is told; the grain ends by itself if it cannot be reached now.</summary>
    private async Task CancelAsync(IQueryGrain query, QueryId id)
    {
        try
        {
            await query.CancelAsync(CancellationToken.None);
        }
        catch (Exception exception) when (exception is TimeoutException or OrleansException)
        {
            logger.CancelFailed(exception, id.Value);
        }
    }
}
