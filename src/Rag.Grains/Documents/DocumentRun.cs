using Orleans.Storage;
using Rag.Grains.Interfaces;
using Rag.Pipeline;
using Rag.Pipeline.Ingestion;
using Rag.Pipeline.Parsing;
using Rag.Pipeline.Usage;

namespace Rag.Grains.Documents;

/// <summary>
/// One run of a document's accepted version, from waiting for a place to its end. It changes the document only while
/// the document still names it (<see cref="DocumentState.ExecutionId"/>): a later upload, cancel or delete fences it.
/// </summary>
internal sealed class DocumentRun(
    DocumentRecord record,
    DocumentRunContext context,
    IGrainFactory grains,
    TaskScheduler grainScheduler) : IIngestionMonitor, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly IngestionSpending _spending = new(context.Spending, record.Key.Tenant);
    private AcceptedContent _accepted = record.State.Accepted!;
    private AcceptedContent? _besides;
    private int _attempt;

    /// <summary>The run's name: the document may be changed by it while it is the document's.</summary>
    public Guid ExecutionId { get; } = record.State.ExecutionId;

    /// <summary>The collection's generations at its beginning; <see langword="null"/> while it waits.</summary>
    public UploadTicket? Ticket { get; private set; }

    /// <summary>Ends when the run has; never fails.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>
    /// The version was not finished because the state turned out to be stale: the grain must read it again.
    /// </summary>
    public bool FoundStaleState { get; private set; }

    /// <summary>The document is to be run once more.</summary>
    public bool Restarts { get; private set; }

    private bool IsCurrent => record.State.ExecutionId == ExecutionId;

    /// <summary>Begins; the rest happens between the turns of the grain.</summary>
    public void Start() => Completion = RunAsync();

    /// <summary>Asks the run to end; <see cref="Completion"/> says when it has.</summary>
    public void Stop() => _stop.Cancel();

    public Task AdvanceAsync(IngestionStage stage, int done, int total, CancellationToken cancellationToken)
    {
        record.Advance(new DocumentProgress(NameOf(stage), done, total));
        return Task.CompletedTask;
    }

    /// <summary>Called from the pipeline's thread; the state belongs to the grain's.</summary>
    public Task ReserveChunksAsync(IndexId index, int chunks, CancellationToken cancellationToken) =>
        index.Generation != _accepted.Ticket.Generation
            ? Task.CompletedTask // A re-index weighs its generation as a whole.
            : Task.Factory.StartNew(
                () => ReserveAsync(chunks), cancellationToken, TaskCreationOptions.DenyChildAttach, grainScheduler)
                .Unwrap();

    public Task ReserveSpendingAsync(ModelUsage most, CancellationToken cancellationToken) =>
        _spending.ReserveAsync(most, cancellationToken);

    public Task SettleAsync(ModelUsage? used) => _spending.SettleAsync(used);

    public void Dispose() => _stop.Dispose();

    private async Task RunAsync()
    {
        try
        {
            using IDisposable slot = await context.Slots.EnterAsync(
                record.Key.Owner, record.Key.ToString(), _stop.Token);
            if (!await BeginAttemptAsync()) return;
            if (await RunJobsAsync() is { } results) await CompleteAsync(results);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Whoever stopped the run has written, or will write, what became of the document.
        }
        catch (InconsistentStateException exception)
        {
            context.Logger.StateWasStale(exception, record.Key.Document.Value);
            FoundStaleState = true;
        }
        catch (Exception exception) when (IsCutOff(exception))
        {
            // A silo or the database is away: no fault of the document's. The watchdog runs it again.
            context.Logger.RunWasCutOff(exception, record.Key.Document.Value, _attempt);
            FoundStaleState = true;
        }
        catch (ParseException exception) when (exception.Code == ParseException.WorkerDied)
        {
            await CountParserDeathAsync(exception);
        }
#pragma warning disable CA1031 // The step boundary: whatever ends a run becomes the document's error.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await TryFailAsync(RunFailure.Of(exception), exception);
        }
        finally
        {
            record.Advance(null);
        }
    }

    /// <summary>The last attempt is not cut off: whatever ends it becomes the document's error.</summary>
    private bool IsCutOff(Exception exception) => _attempt < context.Options.Value.MaxAttempts
        && exception is OrleansException or TimeoutException
            or StoreException { IsTransient: true, Code: not "disk_full" };

    private async Task<bool> BeginAttemptAsync()
    {
        using IDisposable gate = await record.EnterAsync();
        if (!IsCurrent) return false;
        if (record.State.Attempts >= context.Options.Value.MaxAttempts)
        {
            await FailAsync_NeedsGate(RunFailure.Poison(
                $"{record.State.Attempts} attempts to ingest this document were cut off; it is given up."));
            return false;
        }

        Ticket = await ReserveAsync_NeedsGate(0);
        if (Ticket.Generation != _accepted.Ticket.Generation)
            record.State.Accepted = _accepted = context.Jobs.Move(_accepted, Ticket);
        if (Ticket.Next is { } next) record.State.NextTicket = next;
        _attempt = ++record.State.Attempts;
        record.State.Status = DocumentStatus.Parsing;
        await record.SaveAsync();
        return true;
    }

    /// <summary>
    /// Makes the version for the generation that a re-index is making, too; if that fails, for the present one alone.
    /// <see langword="null"/> if searches have begun to see the next one meanwhile: the run begins again.
    /// </summary>
    private async Task<IReadOnlyList<IngestionResult>?> RunJobsAsync()
    {
        try
        {
            if (Ticket!.Next is { } next)
            {
                _besides = context.Jobs.Move(_accepted, next);
                return await RunPipelineAsync();
            }
        }
        catch (Exception exception) when (exception is StoreException or ModelException or IngestionException)
        {
            context.Logger.FellBehind(exception, record.Key.Document.Value, Ticket!.Next!.Generation);
            _besides = null;
            if (!await TryFallBehindAsync()) return null;
        }

        return await RunPipelineAsync();
    }

    private Task<IReadOnlyList<IngestionResult>> RunPipelineAsync()
    {
        IReadOnlyList<IngestionJob> jobs = context.Jobs.Create(record.Key, _accepted, _besides, _attempt);
        // Off the grain's scheduler: parsing and embedding take whole cores, and the grain must go on answering.
        return Task.Run(() => context.Pipeline.RunAsync(jobs, this, _stop.Token), _stop.Token);
    }

    /// <summary>The re-index must know what it has to do itself before it is seen in the present generation.</summary>
    private async Task<bool> TryFallBehindAsync()
    {
        Outcome<UploadTicket> told = await grains.Collection(record.Key.Tenant, record.Key.Collection)
            .ReportBehindAsync(record.Key.Document, CancellationToken.None);
        if (told.Failed(out Failure? refusal, out UploadTicket? current))
            throw new IngestionException(refusal.Code, refusal.Message, isRetryable: true);
        if (current.Generation == _accepted.Ticket.Generation)
        {
            Ticket = Ticket! with { Next = null };
            return true;
        }

        using IDisposable gate = await record.EnterAsync();
        if (!IsCurrent) return false;
        record.State.Attempts--;
        record.State.Status = DocumentStatus.Queued;
        await record.SaveAsync();
        Restarts = true;
        return false;
    }

    private async Task<UploadTicket> ReserveAsync_NeedsGate(int chunks)
    {
        Outcome<UploadTicket> reserved = await grains.Collection(record.Key.Tenant, record.Key.Collection).ReserveAsync(
            new Reservation(0, chunks, 0, []), CancellationToken.None);
        return reserved.Failed(out Failure? refusal, out UploadTicket? ticket)
            ? throw new IngestionException(refusal.Code, refusal.Message, isRetryable: true)
            : ticket;
    }

    private async Task ReserveAsync(int chunks)
    {
        using IDisposable gate = await record.EnterAsync();
        if (!IsCurrent) throw new OperationCanceledException(_stop.Token);
        await ReserveAsync_NeedsGate(chunks - record.State.ReservedChunks);
        record.State.ReservedChunks = chunks;
        record.State.Status = DocumentStatus.Embedding;
        await record.SaveAsync();
    }

    private async Task CompleteAsync(IReadOnlyList<IngestionResult> results)
    {
        using IDisposable gate = await record.EnterAsync();
        if (!IsCurrent) return;
        if (!results.All(result => result.IsPublished))
        {
            context.Logger.RunWasFenced(record.Key.Document.Value, _accepted.Version);
            FoundStaleState = true;
            return;
        }

        IReadOnlyList<VisibleContent?> replaced = [record.State.Visible, record.State.Next];
        IngestionResult result = results[^1];
        record.State.Visible = VisibleContent.Of(_accepted, result);
        record.State.Next = _besides is null ? null : VisibleContent.Of(_besides, results[0]);
        // What fell behind may have left something there.
        if (_besides is null && record.State.NextTicket?.Generation == _accepted.Ticket.Generation)
            record.State.NextTicket = null;
        record.State.Status = DocumentStatus.Completed;
        record.State.Error = null;
        await record.SaveAsync();
        context.Logger.DocumentCompleted(record.Key.Document.Value, result.Chunks);
        context.Meter.Completed(record.State.UpdatedAt - _accepted.AcceptedAt, result.Chunks);
        await context.Eraser.DiscardReplacedAsync(record.Key, record.State, replaced, _attempt);
    }

    private async Task CountParserDeathAsync(ParseException exception)
    {
        using (IDisposable gate = await record.EnterAsync())
        {
            if (!IsCurrent) return;
            record.State.ParserDeaths++;
            if (record.State.ParserDeaths < context.Options.Value.MaxParserDeaths)
            {
                record.State.Status = DocumentStatus.Queued;
                await record.SaveAsync();
                context.Logger.ParserDied(exception, record.Key.Document.Value, record.State.ParserDeaths);
                Restarts = true;
                return;
            }
        }

        await TryFailAsync(
            RunFailure.Poison($"The parser died {record.State.ParserDeaths} times of this file; it is given up."),
            exception);
    }

    private async Task TryFailAsync(DocumentError error, Exception cause)
    {
        context.Logger.DocumentFailed(cause, record.Key.Document.Value, error.Code, error.Stage);
        try
        {
            using IDisposable gate = await record.EnterAsync();
            if (IsCurrent) await FailAsync_NeedsGate(error);
        }
#pragma warning disable CA1031 // Not even the failure could be written; the watchdog runs the silent document again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            context.Logger.FailureNotWritten(exception, record.Key.Document.Value);
            FoundStaleState = true;
        }
    }

    private async Task FailAsync_NeedsGate(DocumentError error)
    {
        int kept = record.State.Visible?.Chunks ?? 0;
        int refund = kept - record.State.ReservedChunks;
        record.State.Status = DocumentStatus.Failed;
        record.State.Error = error with { Stage = record.Progress?.Stage ?? DocumentStatus.Queued };
        record.State.ReservedChunks = kept;
        await record.SaveAsync();
        context.Meter.Failed(error.Code);
        await context.Eraser.DiscardAttemptAsync(record.Key, record.State);
        if (refund == 0) return;
        await grains.Collection(record.Key.Tenant, record.Key.Collection).ReserveAsync(
            new Reservation(0, refund, 0, []), CancellationToken.None);
    }

    private static string NameOf(IngestionStage stage) => stage switch
    {
        IngestionStage.Parsing => DocumentStatus.Parsing,
        IngestionStage.Chunking => DocumentStatus.Chunking,
        IngestionStage.Embedding => DocumentStatus.Embedding,
        _ => DocumentStatus.Indexing,
    };
}
