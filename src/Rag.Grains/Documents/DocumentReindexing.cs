using Orleans.Storage;
using Rag.Grains.Interfaces;
using Rag.Pipeline;
using Rag.Pipeline.Ingestion;
using Rag.Pipeline.Parsing;
using Rag.Pipeline.Usage;

namespace Rag.Grains.Documents;

/// <summary>
/// A document's part in its collection's re-index: makes its visible version for the generation to come, beside the
/// document's own runs, and moves it there in the end. Used on the grain's scheduler only.
/// </summary>
/// <param name="record">The document.</param>
/// <param name="runs">Its own runs.</param>
/// <param name="context">What runs need.</param>
/// <param name="time">The clock.</param>
/// <param name="readAgain">Called when the state in memory turned out to be stale.</param>
internal sealed class DocumentReindexing(
    DocumentRecord record, DocumentRuns runs, DocumentRunContext context, TimeProvider time, Action readAgain)
    : IIngestionMonitor, IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>The re-index's own attempt at a version; the document's count from 1.</summary>
    private const int Attempt = 0;

    private readonly IngestionSpending _spending = new(context.Spending, record.Key.Tenant);
    private CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;
    private (int Generation, long Version) _of;
    private DocumentError? _error;
    private bool _mayPass;
    private DateTimeOffset _failsSince;
    private DateTimeOffset _restsUntil;
    private TimeSpan _pause;

    private DocumentState State => record.State;

    /// <summary>See <see cref="IDocumentGrain.PrepareAsync"/>.</summary>
    public async Task<DocumentPreparation> PrepareAsync(UploadTicket next)
    {
        using IDisposable gate = await record.EnterAsync();
        if (!record.Exists) return DocumentPreparation.Of(0);
        // A run that began before the re-index makes a version for the present generation alone.
        bool isAlone = runs.Current is { Ticket: { } ticket } && ticket.Next?.Generation != next.Generation;
        if (isAlone || State.Status == DocumentStatus.Deleting) return DocumentPreparation.UnderWay;
        if (State.Visible is not { } visible) return DocumentPreparation.Of(0);
        if (State.Next is { } made && made.Version == visible.Version
            && made.Content.Ticket.Generation == next.Generation)
        {
            return DocumentPreparation.Of(made.Chunks);
        }

        if (_of != (next.Generation, visible.Version)) (_error, _pause) = (null, FirstPause);
        _of = (next.Generation, visible.Version);
        if (!_work.IsCompleted || time.GetUtcNow() < _restsUntil) return DocumentPreparation.UnderWay;
        bool goesOn = _mayPass && time.GetUtcNow() - _failsSince < context.Options.Value.ReindexPatience;
        if (_error is not null && !goesOn) return new DocumentPreparation(IsDone: false, 0, _error);
        if (State.NextTicket?.Generation != next.Generation)
        {
            (State.NextTicket, State.Next) = (next with { Limit = null, Next = null }, null);
            await record.SaveAsync();
        }

        _work = RunAsync(visible, next, _stop.Token);
        return DocumentPreparation.UnderWay;
    }

    /// <summary>See <see cref="IDocumentGrain.SettleAsync"/>.</summary>
    public async Task<DocumentPreparation> SettleAsync(UploadTicket current)
    {
        if (!record.Exists) return DocumentPreparation.Of(0);
        // A run that began before the end writes to both generations.
        bool writesBoth = runs.Current is { Ticket: { Next: not null } };
        if (writesBoth || State.Status == DocumentStatus.Deleting) return DocumentPreparation.UnderWay;
        await StopAsync();
        using IDisposable gate = await record.EnterAsync();
        if (State.NextTicket is { } ticket && ticket.Generation != current.Generation)
        {
            await context.Eraser.DiscardNextAsync(record.Key, State);
            (State.Next, State.NextTicket) = (null, null);
            await record.SaveAsync();
        }

        bool isThere = State.Visible is null || State.Visible.Content.Ticket.Generation == current.Generation
            || await MoveAsync_NeedsGate();
        return isThere ? DocumentPreparation.Of(State.Visible?.Chunks ?? 0) : DocumentPreparation.UnderWay;
    }

    /// <summary>Cuts the work off and waits until it has stopped; it may begin again.</summary>
    public async Task StopAsync()
    {
        CancellationTokenSource stop = _stop;
        await stop.CancelAsync();
        await _work;
        if (_stop != stop) return; // Somebody else has stopped it as well.
        _stop = new CancellationTokenSource();
        stop.Dispose();
    }

    public Task AdvanceAsync(IngestionStage stage, int done, int total, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <summary>The re-index weighs its generation as a whole.</summary>
    public Task ReserveChunksAsync(IndexId index, int chunks, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public Task ReserveSpendingAsync(ModelUsage most, CancellationToken cancellationToken) =>
        _spending.ReserveAsync(most, cancellationToken);

    public Task SettleAsync(ModelUsage? used) => _spending.SettleAsync(used);

    public void Dispose() => _stop.Dispose();

    /// <summary>Moves the document to the generation that was made; <see langword="false"/> if it must be indexed there
    /// first: a version that failed at the very end stands in the place of the visible one.</summary>
    private async Task<bool> MoveAsync_NeedsGate()
    {
        VisibleContent former = State.Visible!;
        if (State.Next is { } next && next.Version == former.Version)
        {
            State.Visible = next;
            if (State.Accepted!.Version == next.Version) State.Accepted = next.Content;
            if (DocumentStatus.IsFinal(State.Status!)) State.ReservedChunks = next.Chunks;
            (State.Next, State.NextTicket) = (null, null);
            await record.SaveAsync();
            await context.Eraser.DiscardFormerAsync(record.Key, former);
            return true;
        }

        if (runs.IsRunning) return false;
        context.Logger.IndexedAgain(record.Key.Document.Value);
        record.Queue(former.Content);
        await record.SaveAsync();
        runs.Start();
        return false;
    }

    private async Task RunAsync(VisibleContent visible, UploadTicket next, CancellationToken cancellationToken)
    {
        try
        {
            AcceptedContent content = context.Jobs.Move(visible.Content, next) with { Version = visible.Version };
            IngestionJob job = context.Jobs.CreateBesides(record.Key, content, Attempt) with
            {
                Former = IngestionJobs.IndexOf(record.Key, visible.Content),
            };
            using IDisposable slot = await context.Slots.EnterAsync(
                record.Key.Owner, $"{record.Key}@{next.Generation}", cancellationToken);
            IReadOnlyList<IngestionResult> results = await Task.Run(
                () => context.Pipeline.RunAsync([job], this, cancellationToken), cancellationToken);
            await KeepAsync(visible, VisibleContent.Of(content, results[0]), results[0].IsPublished);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Whoever asks again begins again.
        }
        catch (InconsistentStateException exception)
        {
            context.Logger.StateWasStale(exception, record.Key.Document.Value);
            readAgain();
        }
#pragma warning disable CA1031 // Whatever ends it becomes the re-index's error, or another attempt.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            DocumentError error = NoteFailure(exception);
            context.Logger.NotPrepared(exception, record.Key.Document.Value, next.Generation, error.Code);
        }
    }

    private DocumentError NoteFailure(Exception exception)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (_error is null) _failsSince = now;
        _restsUntil = now + _pause;
        _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
        _mayPass = exception switch
        {
            StoreException store => store.IsTransient,
            ModelException model => model.IsTransient,
            IngestionException ingestion => ingestion.IsRetryable,
            ParseException parse => parse.Code is "timeout" or ParseException.WorkerDied,
            _ => exception is OrleansException or TimeoutException,
        };
        return _error = RunFailure.Of(exception);
    }

    private async Task KeepAsync(VisibleContent visible, VisibleContent made, bool isPublished)
    {
        using IDisposable gate = await record.EnterAsync();
        // A later version is made for both generations by its own run.
        if (State.Visible?.Version != visible.Version) return;
        if (!isPublished)
            throw new IngestionException("internal", "A version that failed stands in its place.", isRetryable: false);
        State.Next = made;
        await record.SaveAsync();
    }
}
