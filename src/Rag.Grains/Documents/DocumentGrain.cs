using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Rag.Grains.Interfaces;
using Rag.Pipeline;

namespace Rag.Grains.Documents;

/// <summary>
/// Drives one document. Calls change the state and start or stop runs; a run works beside the calls, between their turns,
/// and is fenced by the state's execution id.
/// </summary>
internal sealed class DocumentGrain(
    [PersistentState("document", GrainStorageNames.Default)] IPersistentState<DocumentState> storage,
    DocumentRunServices services,
    UploadReader uploads,
    IDocumentCatalog catalog,
    IChunkStore chunks,
    TimeProvider time,
    ILogger<DocumentGrain> logger) : Grain, IDocumentGrain, IDisposable
{
    /// <summary>How long a call waits for a run to stop or a deletion to end before it says "try again".</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private DocumentRecord _record = null!;
    private DocumentRun? _run;
    private Task _stopped = Task.CompletedTask;
    private Task _erasure = Task.CompletedTask;
    private IGrainTimer? _heartbeat;

    private DocumentState State => storage.State;

    private DocumentKey Key => _record.Key;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _record = new DocumentRecord(DocumentKey.Parse(this.GetPrimaryKeyString()), storage, catalog, time);
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // The state says that work remains: the next activation, here or elsewhere, goes on.
        StopRun();
        await _stopped.WaitAsync(cancellationToken);
    }

    public async Task<Outcome<DocumentAccepted>> SubmitAsync(DocumentUpload upload, CancellationToken cancellationToken)
    {
        ICollectionGrain collection = GrainFactory.Collection(Key.Tenant, Key.Collection);
        if (State.Status == DocumentStatus.Deleting && !await EndsSoonAsync(_erasure))
        {
            return Failures.Conflict("deleting", $"The document '{Key.Document}' is still being deleted; try again in a moment.");
        }

        // Asks for nothing yet: the settings are needed to judge the upload.
        Outcome<UploadTicket> open = await collection.ReserveAsync(new Reservation(0, 0, 0, []), cancellationToken);
        if (open.Failed(out Failure? closed, out UploadTicket? ticket)) return closed;
        Outcome<AcceptedContent> judged = await uploads.ReadAsync(Key.Tenant, upload, ticket, cancellationToken);
        if (judged.Failed(out Failure? refused, out AcceptedContent? content)) return refused;

        using IDisposable gate = await _record.EnterAsync();
        if (DocumentConflict.Judge(State, content) is { } conflict)
        {
            return conflict.Failure is { } failure
                ? failure
                : new DocumentAccepted(Describe(), Deduplicated: true) { Replayed = conflict.IsReplay };
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
        if (_run is { } running)
        {
            running.Stop();
            await EndsSoonAsync(running.Completion);
        }

        using (await _record.EnterAsync())
        {
            if (DocumentStatus.IsFinal(State.Status!) || State.Status == DocumentStatus.Deleting)
            {
                return Failures.Conflict("not_running", $"The document is {State.Status}; there is nothing to cancel.");
            }

            Fence_NeedsGate();
            State.Status = DocumentStatus.Cancelled;
            await _record.SaveAsync();
        }

        await services.Eraser.DiscardAttemptAsync(Key, State.Accepted!, State.Visible);
        int kept = State.Visible?.Chunks ?? 0;
        await GiveBackAsync(new Reservation(0, kept - State.ReservedChunks, 0, []), cancellationToken);
        State.ReservedChunks = kept;
        return Describe();
    }

    public async Task<Outcome<DocumentInfo>> RetryAsync(CancellationToken cancellationToken)
    {
        if (!_record.Exists) return Missing();
        using IDisposable gate = await _record.EnterAsync();
        if (State.Status is not (DocumentStatus.Failed or DocumentStatus.Cancelled))
        {
            return Failures.Conflict("not_failed", $"The document is {State.Status}; only failed and cancelled ones can be retried.");
        }

        Fence_NeedsGate();
        Queue(State.Accepted! with { Version = NextVersion(), AcceptedAt = time.GetUtcNow() });
        await _record.SaveAsync(QueuePosition());
        Run();
        return Describe();
    }

    public async Task<Outcome<DocumentInfo>> DeleteAsync(CancellationToken cancellationToken)
    {
        if (!_record.Exists) return Missing();
        using (await _record.EnterAsync())
        {
            if (State.Status != DocumentStatus.Deleting)
            {
                Fence_NeedsGate();
                State.Status = DocumentStatus.Deleting;
                State.Error = null;
                await _record.SaveAsync();
            }
        }

        AcceptedContent accepted = State.Accepted!;
        await chunks.WithdrawAsync(
            IngestionJobs.IndexOf(Key, accepted),
            new DocumentVersion(Key.Document.Value, accepted.Version),
            cancellationToken);
        DocumentInfo last = Describe();
        if (_erasure.IsCompleted) _erasure = EraseAsync(givesBack: true);
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
            Fence_NeedsGate();
            State.Status = DocumentStatus.Deleting;
            await _record.SaveAsync();
        }

        if (_erasure.IsCompleted) _erasure = EraseAsync(givesBack: false);
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
        {
            if (_erasure.IsCompleted) _erasure = EraseAsync(givesBack: true);
        }
        else if (_run is null)
        {
            Run();
        }

        await _record.TouchAsync();
    }

    public async Task<Outcome<ChunkPage>> ListChunksAsync(string? cursor, int limit, CancellationToken cancellationToken)
    {
        if (!_record.Exists) return Missing();
        int first = 0;
        if (cursor is not null && !int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out first))
        {
            return Failures.Invalid($"'cursor' is '{cursor}'; use next_cursor of the page before.", "invalid_cursor");
        }

        if (State.Visible is not { } visible) return new ChunkPage([], null);
        IReadOnlyList<StoredChunk> page = await chunks.ListAsync(
            IngestionJobs.IndexOf(Key, visible.Content), Key.Document.Value, first, limit, cancellationToken);
        int next = page.Count == 0 ? visible.Chunks : page[^1].Ordinal + 1;
        return new ChunkPage(
            [.. page.Select(ChunkDescription.Of)],
            next < visible.Chunks ? next.ToString(CultureInfo.InvariantCulture) : null);
    }

    public Task<Outcome<DocumentContent>> GetContentAsync(CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<DocumentContent>>(State.Accepted is { } accepted && _record.Exists
            ? new DocumentContent(
                accepted.Upload.Blob, accepted.Upload.Bytes, accepted.ContentType, accepted.Upload.FileName)
            : Missing());

    public Task<Outcome<DocumentContent>> GetTextAsync(CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<DocumentContent>>(State switch
        {
            { Visible: { } visible } when _record.Exists => new DocumentContent(
                visible.TextBlob, visible.TextBytes, "text/plain; charset=utf-8", null),
            { Status: { } status } => Failures.Conflict("not_completed", $"The document is {status}; it has no text yet."),
            _ => Missing(),
        });

    public void Dispose() => _record.Dispose();

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
        DateTimeOffset now = time.GetUtcNow();
        if (!_record.Exists) State.CreatedAt = now;
        State.ReservedBytes = content.Upload.Bytes;
        Queue(content with { Version = NextVersion(), AcceptedAt = now });
        await _record.SaveAsync(QueuePosition());
        Run();
        if (abandoned is not null) await GrainFactory.Blob(Key.Tenant, abandoned).DiscardAsync(cancellationToken);
        return new DocumentAccepted(Describe(), Deduplicated: false);
    }

    private void Queue(AcceptedContent content)
    {
        State.Accepted = content;
        State.Status = DocumentStatus.Queued;
        State.Attempts = 0;
        State.ParserDeaths = 0;
        State.Error = null;
    }

    /// <summary>From here on no earlier run can change the document.</summary>
    private void Fence_NeedsGate()
    {
        State.ExecutionId = Guid.NewGuid();
        StopRun();
    }

    private void StopRun()
    {
        if (_run is not { } run) return;
        run.Stop();
        _stopped = Task.WhenAll(_stopped, run.Completion);
        _run = null;
    }

    private void Run()
    {
        _heartbeat ??= this.RegisterGrainTimer(
            _ => _record.TouchAsync(),
            new GrainTimerCreationOptions(services.Options.Value.HeartbeatPeriod, services.Options.Value.HeartbeatPeriod)
            {
                KeepAlive = true,
                Interleave = true,
            });
        var run = new DocumentRun(_record, services, GrainFactory, TaskScheduler.Current);
        _run = run;
        run.Start();
        _ = ObserveAsync(run);
    }

    private async Task ObserveAsync(DocumentRun run)
    {
        await run.Completion;
        run.Dispose();
        if (run.FoundStaleState) DeactivateOnIdle();
        if (_run != run) return;
        _run = null;
        if (run.Restarts)
        {
            Run();
            return;
        }

        _heartbeat?.Dispose();
        _heartbeat = null;
    }

    private async Task EraseAsync(bool givesBack)
    {
        try
        {
            await _stopped;
            await services.Eraser.EraseAsync(Key, State, CancellationToken.None);
            if (givesBack)
            {
                await GiveBackAsync(
                    new Reservation(-1, -State.ReservedChunks, -State.ReservedBytes, []), CancellationToken.None);
            }

            using (await _record.EnterAsync()) await _record.ClearAsync();
        }
        catch (StoreException exception)
        {
            logger.DeletionFailed(exception, Key.Document.Value);
        }
    }

    private async Task GiveBackAsync(Reservation change, CancellationToken cancellationToken) =>
        await GrainFactory.Collection(Key.Tenant, Key.Collection).ReserveAsync(change, cancellationToken);

    private long NextVersion() =>
        Math.Max(time.GetUtcNow().ToUnixTimeMilliseconds(), (State.Accepted?.Version ?? 0) + 1);

    private static async Task<bool> EndsSoonAsync(Task task) =>
        await Task.WhenAny(task, Task.Delay(Patience)) == task;

    private int? QueuePosition() => services.Slots.PositionOf(Key.ToString());

    private DocumentInfo Describe() =>
        _record.Describe(State.Status == DocumentStatus.Queued ? QueuePosition() : null);

    private Failure Missing() => Failures.NotFound("document", Key.Document.Value);
}
