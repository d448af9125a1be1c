using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Rag.Grains.Interfaces;
using Rag.Pipeline;

namespace Rag.Grains.Documents;

/// <summary>
/// Drives one document. Calls change the state and start or stop runs; a run works beside the calls, between their
/// turns, and is fenced by the state's execution id.
/// </summary>
internal sealed class DocumentGrain(
    [PersistentState("document", GrainStorageNames.Default)] IPersistentState<DocumentState> storage,
    DocumentRunContext context,
    UploadReader uploads,
    IDocumentCatalog catalog,
    DocumentReading reading,
    TimeProvider time,
    ILogger<DocumentGrain> logger) : Grain, IDocumentGrain, IDisposable
{
    /// <summary>How long a call waits for a run to stop or a deletion to end before it says "try again".</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private DocumentRecord _record = null!;
    private DocumentRuns _runs = null!;
    private DocumentReindexing _reindexing = null!;
    private BackgroundWork _erasure = null!;

    private DocumentState State => storage.State;
    private DocumentKey Key => _record.Key;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _record = new DocumentRecord(DocumentKey.Parse(this.GetPrimaryKeyString()), storage, catalog, time);
        _runs = new DocumentRuns(_record, context, GrainFactory, StartHeartbeat, DeactivateOnIdle);
        _reindexing = new DocumentReindexing(_record, _runs, context, time, DeactivateOnIdle);
        _erasure = new BackgroundWork(OnErasureFailed);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        Task.WhenAll(
            _runs.ParkAsync(logger, cancellationToken),
            _reindexing.StopAsync().WaitAsync(cancellationToken),
            _erasure.StopAsync(cancellationToken));

    public async Task<Outcome<DocumentAccepted>> SubmitAsync(DocumentUpload upload, CancellationToken cancellationToken)
    {
        ICollectionGrain collection = GrainFactory.Collection(Key.Tenant, Key.Collection);
        if (DocumentConflict.IsRepeated(State, upload)) return new DocumentAccepted(Describe(), Deduplicated: false);
        if (State.Status == DocumentStatus.Deleting && !await _erasure.EndsWithinAsync(Patience))
            return DocumentConflict.StillDeleting(Key);

        // Asks for nothing yet: the settings are needed to judge the upload.
        Outcome<UploadTicket> open = await collection.ReserveAsync(new Reservation(0, 0, 0, []), cancellationToken);
        if (open.Failed(out Failure? closed, out UploadTicket? ticket)) return closed;
        Outcome<AcceptedContent> judged = await uploads.ReadAsync(Key.Tenant, upload, ticket, cancellationToken);
        if (judged.Failed(out Failure? refused, out AcceptedContent? content)) return refused;

        using IDisposable gate = await _record.EnterAsync();
        // A deletion that came meanwhile would take the upload with it.
        if (_erasure.IsUnderWay) return DocumentConflict.StillDeleting(Key);
        if (DocumentConflict.Judge(State, content) is { } conflict)
        {
            return conflict.Failure is { } failure
                ? failure
                : new DocumentAccepted(Describe(), Deduplicated: !conflict.IsNew) { Replayed = conflict.IsReplay };
        }

        return await AcceptAsync_NeedsGate(collection, content, cancellationToken);
    }

    public Task<Outcome<DocumentInfo>> GetAsync(CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<DocumentInfo>>(_record.Exists ? Describe() : Missing());

    public async Task<Outcome<DocumentInfo>> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        while (_record.Exists && !DocumentStatus.IsFinal(State.Status!))
        {
            TimeSpan left = atMost - time.GetElapsedTime(start);
            if (left <= TimeSpan.Zero) break;
            await Task.WhenAny(_record.NextChange, Task.Delay(left, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }

        return _record.Exists ? Describe() : Missing();
    }

    public async IAsyncEnumerable<DocumentInfo> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (_record.Exists)
        {
            // Taken before the state is read, so that no change between the two is missed.
            Task change = _record.NextChange;
            DocumentInfo now = Describe();
            yield return now;
            if (DocumentStatus.IsFinal(now.Status)) yield break;
            await change.WaitAsync(cancellationToken);
        }
    }

    public async Task<Outcome<DocumentInfo>> CancelAsync(CancellationToken cancellationToken)
    {
        if (!_record.Exists) return Missing();
        // The run ends first, so that one which has just published is seen as completed, not as cancelled.
        _runs.Stop();
        await Task.WhenAny(_runs.Stopped, Task.Delay(Patience, CancellationToken.None));

        DocumentInfo cancelled;
        using (await _record.EnterAsync())
        {
            if (!_record.Exists) return Missing();
            if (DocumentStatus.IsFinal(State.Status!) || State.Status == DocumentStatus.Deleting)
                return DocumentConflict.NotRunning(State);

            Fence_NeedsGate();
            State.Status = DocumentStatus.Cancelled;
            await _record.SaveAsync();
            cancelled = Describe();
        }

        await context.Eraser.DiscardAttemptAsync(Key, State);
        int kept = State.Visible?.Chunks ?? 0;
        await GiveBackAsync(new Reservation(0, kept - State.ReservedChunks, 0, []), cancellationToken);
        State.ReservedChunks = kept;
        return cancelled;
    }

    public async Task<Outcome<DocumentInfo>> RetryAsync(CancellationToken cancellationToken)
    {
        using IDisposable gate = await _record.EnterAsync();
        if (!_record.Exists) return Missing();
        if (State.Status is not (DocumentStatus.Failed or DocumentStatus.Cancelled))
            return DocumentConflict.NotFailed(State);

        Fence_NeedsGate();
        _record.Queue(State.Accepted!);
        await _record.SaveAsync(QueuePosition());
        _runs.Start();
        return Describe();
    }

    public async Task<Outcome<DocumentInfo>> DeleteAsync(CancellationToken cancellationToken)
    {
        DocumentInfo last;
        using (await _record.EnterAsync())
        {
            if (!_record.Exists) return Missing();
            if (State.Status != DocumentStatus.Deleting)
            {
                Fence_NeedsGate();
                State.Status = DocumentStatus.Deleting;
                State.Error = null;
                await _record.SaveAsync();
            }

            last = Describe();
            await context.Eraser.WithdrawAsync(Key, State, cancellationToken);
        }

        // Another deletion may have ended meanwhile, and an upload begun.
        if (State.Status == DocumentStatus.Deleting) _erasure.Start(token => EraseAsync(givesBack: true, token));
        return last;
    }

    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        if (!_record.Exists)
        {
            await _record.MendCatalogAsync();
            return;
        }

        using (await _record.EnterAsync())
        {
            if (!_record.Exists) return;
            Fence_NeedsGate();
            State.Status = DocumentStatus.Deleting;
            await _record.SaveAsync();
        }

        // The collection gives its places up as a whole, and may be waiting for this call.
        _erasure.Start(token => EraseAsync(givesBack: false, token));
        await _erasure.WaitAsync(cancellationToken);
    }

    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        if (!_record.Exists || DocumentStatus.IsFinal(State.Status!))
        {
            await _record.MendCatalogAsync();
            return;
        }

        if (State.Status == DocumentStatus.Deleting)
            _erasure.Start(token => EraseAsync(givesBack: true, token));
        else if (!_runs.IsRunning)
            _runs.Start();

        await _record.TouchAsync();
    }

    public Task<DocumentPreparation> PrepareAsync(UploadTicket next, CancellationToken cancellationToken) =>
        _reindexing.PrepareAsync(next);

    public Task<DocumentPreparation> SettleAsync(UploadTicket current, CancellationToken cancellationToken) =>
        _reindexing.SettleAsync(current);

    public Task<Outcome<ChunkPage>> ListChunksAsync(string? cursor, int limit, CancellationToken cancellationToken) =>
        reading.ListChunksAsync(_record, cursor, limit, cancellationToken);

    public Task<Outcome<DocumentContent>> GetContentAsync(CancellationToken cancellationToken) =>
        Task.FromResult(DocumentReading.FindContent(_record));

    public Task<Outcome<DocumentContent>> GetTextAsync(CancellationToken cancellationToken) =>
        Task.FromResult(DocumentReading.FindText(_record));

    public void Dispose()
    {
        _erasure?.Dispose();
        _reindexing?.Dispose();
        _record?.Dispose();
    }

    private async Task<Outcome<DocumentAccepted>> AcceptAsync_NeedsGate(
        ICollectionGrain collection, AcceptedContent content, CancellationToken cancellationToken)
    {
        var wanted = new Reservation(
            _record.Exists ? 0 : 1,
            0,
            content.Upload.Bytes - State.ReservedBytes,
            DocumentConflict.MetadataKeysOf(content));
        Outcome<UploadTicket> reserved = await collection.ReserveAsync(wanted, cancellationToken);
        if (reserved.Failure is { } refused) return refused;

        string? abandoned = State.Accepted is { } before && before.Upload.Blob != State.Visible?.Content.Upload.Blob
            ? before.Upload.Blob
            : null;
        Fence_NeedsGate();
        if (!_record.Exists) State.CreatedAt = time.GetUtcNow();
        State.ReservedBytes = content.Upload.Bytes;
        _record.Queue(content);
        await _record.SaveAsync(QueuePosition());
        _runs.Start();
        if (abandoned is not null) await GrainFactory.Blob(Key.Tenant, abandoned).DiscardAsync(cancellationToken);
        return new DocumentAccepted(Describe(), Deduplicated: false);
    }

    /// <summary>From here on no earlier run can change the document.</summary>
    private void Fence_NeedsGate()
    {
        State.ExecutionId = Guid.NewGuid();
        _runs.Stop();
    }

    private IGrainTimer StartHeartbeat()
    {
        TimeSpan period = context.Options.Value.HeartbeatPeriod;
        return this.RegisterGrainTimer(
            _ => _record.TouchAsync(),
            new GrainTimerCreationOptions(period, period) { KeepAlive = true, Interleave = true });
    }

    private async Task EraseAsync(bool givesBack, CancellationToken cancellationToken)
    {
        await Task.WhenAll(_runs.Stopped, _reindexing.StopAsync()).WaitAsync(cancellationToken);
        await context.Eraser.EraseAsync(Key, State, cancellationToken);
        Reservation all = new(-1, -State.ReservedChunks, -State.ReservedBytes, []);
        // Before the document is gone: whoever sees that it is may upload another in its place.
        if (givesBack) await GiveBackAsync(all, cancellationToken);
        using (await _record.EnterAsync()) await _record.ClearAsync();
    }

    private void OnErasureFailed(Exception exception)
    {
        logger.DeletionFailed(exception, Key.Document.Value);
        // What is in memory may not be what is stored; the watchdog pokes the next activation.
        DeactivateOnIdle();
    }

    private async Task GiveBackAsync(Reservation change, CancellationToken cancellationToken) =>
        await GrainFactory.Collection(Key.Tenant, Key.Collection).ReserveAsync(change, cancellationToken);

    private int? QueuePosition() => context.Slots.PositionOf(Key.ToString());

    private DocumentInfo Describe() =>
        _record.Describe(State.Status == DocumentStatus.Queued ? QueuePosition() : null);

    private Failure Missing() => Failures.NotFound("document", Key.Document.Value);
}
