using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Streams;
using Rag.Grains.Budgets;
using Rag.Grains.Conversations;
using Rag.Grains.Interfaces;
using Rag.Grains.Usage;
using Rag.Pipeline;
using Rag.Pipeline.Answering;
using Rag.Pipeline.Retrieval;
using Rag.Pipeline.Usage;

namespace Rag.Grains.Queries;

/// <summary>
/// Answers one question. The run works beside the grain's calls: events go into the log first, then onto the stream, so
/// a reader that misses one finds it in the log.
/// </summary>
internal sealed class QueryGrain(
    AnswerRequestReader reader,
    AnswerPipeline pipeline,
    AnswerRetention retention,
    QueryMeter meter,
    SpendEstimator estimator,
    SpendingLimits spending,
    ModelPrices prices,
    IOptions<QueryOptions> options,
    TimeProvider time,
    ILogger<QueryGrain> logger) : Grain, IQueryGrain, IDisposable
{
    /// <summary>How long a silo that stops waits for an answer's end; less than a host has to stop in.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>How long an event may take to the stream; a reader that misses it finds it in the log.</summary>
    private static readonly TimeSpan PublishPatience = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private Task _run = Task.CompletedTask;
    private AnswerLog? _log;
    private bool _isLeaving;
    private bool _isStreamLost;
    private long? _endedAt;
    private TenantId _tenant;
    private string _id = "";

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_tenant, _id) = GrainKeys.ParseOwned(this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (reason.ReasonCode == DeactivationReasonCode.ShuttingDown)
            await Task.WhenAny(_run, Task.Delay(Patience, time, cancellationToken));
        _isLeaving = true;
        await _stop.CancelAsync();
        await _run.WaitAsync(cancellationToken);
    }

    public void Dispose() => _stop.Dispose();

    public async Task<Outcome<Answer>> AskAsync(QueryRequest request, CancellationToken cancellationToken)
    {
        // The same call again: its first answer was lost on the way.
        if (_log is { HasEnded: true } ended) return OutcomeOf(ended);
        Outcome<AdmittedQuery> admission = await AdmitAsync(request, cancellationToken);
        if (admission.Failed(out Failure? refused, out AdmittedQuery? admitted)) return refused;
        var log = _log = new AnswerLog();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
        await RunAsync(admitted, log, publish: null, stop.Token);
        Outcome<Answer> outcome = OutcomeOf(log);
        return outcome.Value is { } answer ? answer with { Limit = admitted.Limit } : outcome;
    }

    public async Task<Outcome<QueryStarted>> StartAsync(QueryRequest request, CancellationToken cancellationToken)
    {
        // The same call again: the answer is under way already.
        if (_log is not null) return new QueryStarted(null);
        Outcome<AdmittedQuery> admission = await AdmitAsync(request, cancellationToken);
        if (admission.Failed(out Failure? refused, out AdmittedQuery? admitted)) return refused;
        IAsyncStream<AnswerEvent> stream = this.GetStreamProvider(AnswerEvent.StreamProvider)
            .GetStream<AnswerEvent>(StreamId.Create(AnswerEvent.StreamNamespace, this.GetPrimaryKeyString()));
        _log = new AnswerLog();
        _run = RunAsync(admitted, _log, happened => PublishAsync(stream, happened), _stop.Token);
        return new QueryStarted(admitted.Limit);
    }

    public Task<Outcome<AnswerEvents>> GetEventsAsync(int after, CancellationToken cancellationToken)
    {
        bool isOld = _endedAt is { } end && time.GetElapsedTime(end) > options.Value.Retention;
        return Task.FromResult<Outcome<AnswerEvents>>(_log is { } log && !isOld
            ? new AnswerEvents(log.After(after))
            : Failures.NotFound("query (or it is no longer kept)", _id));
    }

    public Task<Outcome<QueryStarted>> CancelAsync(CancellationToken cancellationToken)
    {
        if (_log is null) return Task.FromResult<Outcome<QueryStarted>>(Failures.NotFound("query", _id));
        _stop.Cancel();
        return Task.FromResult<Outcome<QueryStarted>>(new QueryStarted(null));
    }

    private async Task<Outcome<AdmittedQuery>> AdmitAsync(QueryRequest request, CancellationToken cancellationToken)
    {
        if (_log is not null) return Failures.Conflict("exists", $"The query '{_id}' has been asked already.");
        if (reader.Read(request).Failed(out Failure? invalid, out AnswerRequest? answer)) return invalid;
        Outcome<AdmittedSearch> admission = await SearchAdmission.AdmitAsync(
            GrainFactory, _tenant, request.Search.Collections, answer.Retrieval, cancellationToken);
        if (admission.Failed(out Failure? refused, out AdmittedSearch? search)) return refused;
        var part = new ConversationPart(GrainFactory, _tenant, _id, request.Conversation, time);
        Outcome<ConversationHistory> opened = await part.OpenAsync(request.History, cancellationToken);
        if (opened.Failed(out Failure? busy, out ConversationHistory? history)) return busy;
        answer = answer with
        {
            Retrieval = search.Request,
            History = [.. history.Turns.Select(turn => new Turn(turn.IsAnswer, turn.Text))],
        };
        return await PayAsync(new AdmittedQuery(answer, part, search.Limit), cancellationToken);
    }

    /// <summary>Reserves what the answer may cost; a question that is refused leaves its conversation open.</summary>
    private async Task<Outcome<AdmittedQuery>> PayAsync(AdmittedQuery query, CancellationToken cancellationToken)
    {
        bool isPaid = false;
        try
        {
            Outcome<SpendingAllowance> reserved = await spending.ReserveAsync(
                _tenant, estimator.OfAnswer(query.Request), cancellationToken);
            if (reserved.Failed(out Failure? refused, out SpendingAllowance? allowance)) return refused;
            isPaid = true;
            return query with { Allowance = allowance };
        }
        finally
        {
            if (!isPaid) await query.Part.CloseAsync();
        }
    }

    /// <summary>Never fails: what goes wrong becomes the terminal event.</summary>
    private async Task RunAsync(
        AdmittedQuery query, AnswerLog log, Func<AnswerEvent, Task>? publish,
        CancellationToken stop)
    {
        try
        {
            await AnswerAsync(query, log, publish, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await FailAsync(log, publish, _isLeaving ? Failures.Stopping() : new Failure
            {
                Kind = FailureKind.Conflict, Code = "cancelled", Message = "The query was cancelled.",
            });
        }
        catch (StoreException exception)
        {
            await FailAsync(log, publish, Failures.Of(exception));
        }
        catch (ModelException exception)
        {
            await FailAsync(log, publish, Failures.Of(exception));
        }
#pragma warning disable CA1031 // A stream must end with a terminal event whatever happens; the log says what it was.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.QueryFailed(exception, _id);
            await FailAsync(log, publish, new Failure
            {
                Kind = FailureKind.Internal, Code = "internal", Message = "The service failed on this question.",
            });
        }

        _endedAt = time.GetTimestamp();
        retention.Keep(log.ApproximateSize, Forget);
    }

    private async Task AnswerAsync(
        AdmittedQuery query, AnswerLog log, Func<AnswerEvent, Task>? publish,
        CancellationToken stop)
    {
        var tally = new UsageTally();
        try
        {
            await FollowAsync(query, log, publish, tally, stop);
        }
        finally
        {
            // Of an answer that came to its end it is counted before its reader is told.
            if (!log.HasEnded) await spending.SettleAsync(query.Allowance!, tally.Entries);
            await query.Part.CloseAsync();
        }
    }

    private async Task FollowAsync(
        AdmittedQuery query, AnswerLog log, Func<AnswerEvent, Task>? publish, UsageTally tally,
        CancellationToken stop)
    {
        IReadOnlyList<Passage> passages = [];
        IReadOnlyList<Hit> sources = [];
        await foreach (AnswerStep step in pipeline.AnswerAsync(query.Request, tally, stop))
        {
            AnswerEvent? happened = null;
            switch (step)
            {
                case AnswerStep.SourcesFound found:
                    passages = found.Sources;
                    sources = HitDescription.Of(passages);
                    happened = log.Add(AnswerEventKind.Sources, e => e with { Sources = sources });
                    break;
                // Without a reader only the whole answer is of use: the pieces are not kept.
                case AnswerStep.TextAdded added when publish is not null:
                    happened = log.Add(AnswerEventKind.Delta, e => e with { Text = added.Text });
                    break;
                case AnswerStep.CitationMade made when publish is not null:
                    Citation citation = AnswerDescription.Of(made.Citation, passages);
                    happened = log.Add(AnswerEventKind.Citation, e => e with { Citation = citation });
                    break;
                case AnswerStep.Finished finished:
                    Answer answer = AnswerDescription.Of(_id, finished.Answer, passages, sources, prices);
                    await query.Part.KeepAsync(query.Request.Question, answer);
                    meter.Answered(finished.Answer);
                    await spending.SettleAsync(query.Allowance!, finished.Answer.Usage);
                    happened = log.Add(AnswerEventKind.Done, e => e with { Answer = answer });
                    if (!answer.NoAnswer && !query.Part.IsOfConversation) await RememberAsync(query.Request);
                    break;
            }

            if (happened is not null && publish is not null) await publish(happened);
        }
    }

    /// <summary>
    /// A question of several collections is no suggestion for one of them, nor one that needs what was said before it.
    /// </summary>
    private Task RememberAsync(AnswerRequest request) =>
        request.History.Count == 0 && request.Retrieval.Targets is [RetrievalTarget only]
        ? GrainFactory.PastQuestions(_tenant, CollectionName.Parse(only.Index.Collection))
            .RememberAsync(request.Question, CancellationToken.None)
        : Task.CompletedTask;

    private static Outcome<Answer> OutcomeOf(AnswerLog ended)
    {
        AnswerEvent last = ended.After(0)[^1];
        return last.Answer is { } answer ? answer : last.Failure!;
    }

    /// <summary>
    /// The event is in the log already: a stream that is lost with its silo, or hangs with it, must not end the answer.
    /// </summary>
    private async Task PublishAsync(IAsyncStream<AnswerEvent> stream, AnswerEvent happened)
    {
        if (_isStreamLost) return;
        try
        {
            await stream.OnNextAsync(happened).WaitAsync(PublishPatience, time);
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            _isStreamLost = true;
            logger.StreamIsLost(exception, _id);
        }
    }

    private async Task FailAsync(
        AnswerLog log, Func<AnswerEvent, Task>? publish, Failure failure)
    {
        meter.Failed(failure.Code);
        AnswerEvent last = log.Add(AnswerEventKind.Error, e => e with { Failure = failure });
        if (publish is not null) await publish(last);
    }

    /// <summary>Called by the retention from any thread.</summary>
    private void Forget()
    {
        _log = null;
        DeactivateOnIdle();
    }

    /// <summary>A question that its collections have admitted.</summary>
    private sealed record AdmittedQuery(AnswerRequest Request, ConversationPart Part, RateLimitState? Limit)
    {
        /// <summary>What it may spend; set once it is reserved.</summary>
        public SpendingAllowance? Allowance { get; init; }
    }
}
