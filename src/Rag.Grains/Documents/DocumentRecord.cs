using Microsoft.Extensions.Logging;
using Rag.Grains.Interfaces;
using Rag.Pipeline;

namespace Rag.Grains.Documents;

/// <summary>
/// A document's stored state, its row in the catalog and who waits for its changes. Ingestion runs beside the grain's
/// calls, so everything that changes the state does so inside <see cref="EnterAsync"/>.
/// </summary>
internal sealed class DocumentRecord(
    DocumentKey key,
    IPersistentState<DocumentState> storage,
    IDocumentCatalog catalog,
    TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private TaskCompletionSource _changed = NewSignal();

    public DocumentKey Key => key;

    public DocumentState State => storage.State;

    /// <summary>
    /// How far the run is; <see langword="null"/> if none is at work. Set by the run, from its own thread.
    /// </summary>
    public DocumentProgress? Progress { get; private set; }

    public bool Exists => State.Status is not null;

    /// <summary>Completes at the next change.</summary>
    public Task NextChange => Volatile.Read(ref _changed).Task;

    /// <summary>Waits for the right to change the state; dispose the result to give it back.</summary>
    public async Task<IDisposable> EnterAsync()
    {
        await _gate.WaitAsync();
        return new Gate(_gate);
    }

    /// <summary>Makes a content the document's newest version, to be run. Inside <see cref="EnterAsync"/>.</summary>
    public void Queue(AcceptedContent content)
    {
        DateTimeOffset now = time.GetUtcNow();
        long version = Math.Max(now.ToUnixTimeMilliseconds(), (State.Accepted?.Version ?? 0) + 1);
        State.ExecutionId = Guid.NewGuid();
        State.Accepted = content with { Version = version, AcceptedAt = now };
        State.Status = DocumentStatus.Queued;
        State.Attempts = 0;
        State.ParserDeaths = 0;
        State.Error = null;
    }

    public void Advance(DocumentProgress? progress)
    {
        Progress = progress;
        Signal();
    }

    /// <summary>
    /// Makes the state durable. A document's row in the catalog is first written before its state, so that the watchdog
    /// cannot miss it; at the end it is written after it, so that a row never claims an end that the state does not
    /// know. In between the order does not matter, and both writes share one flush of the disk.
    /// </summary>
    public async Task SaveAsync(int? queuePosition = null)
    {
        State.Sequence++;
        State.UpdatedAt = time.GetUtcNow();
        CatalogEntry row = CatalogRow.Of(key.Tenant, State, Describe(queuePosition), State.UpdatedAt);
        Task Row() => catalog.PutAsync(row, CancellationToken.None);
        Task Record() => storage.WriteStateAsync(CancellationToken.None);
        if (State.Status == DocumentStatus.Queued)
        {
            await Row();
            await Record();
        }
        else if (DocumentStatus.IsFinal(State.Status!))
        {
            await Record();
            await Row();
        }
        else
        {
            await Task.WhenAll(Row(), Record());
        }

        Signal();
    }

    /// <summary>
    /// Writes the catalog's row again from the state; mends a crash between the two writes of a save.
    /// </summary>
    public Task MendCatalogAsync()
    {
        if (!Exists) return RemoveRowAsync();
        // Not written with the state: the next save counts on from here, so its row is newer than this one.
        State.Sequence++;
        return catalog.PutAsync(
            CatalogRow.Of(key.Tenant, State, Describe(null), time.GetUtcNow()), CancellationToken.None);
    }

    /// <summary>
    /// Puts a run that its silo's stop has cut off back into the queue, and does not count it as an attempt: a service
    /// that is often restarted must not give up a long document.
    /// </summary>
    public async Task TryParkAsync(Guid run, ILogger logger)
    {
        try
        {
            using IDisposable gate = await EnterAsync();
            if (State.ExecutionId != run || !Exists || DocumentStatus.IsFinal(State.Status!)
                || State.Status is DocumentStatus.Queued or DocumentStatus.Deleting)
            {
                return;
            }

            State.Attempts--;
            State.Status = DocumentStatus.Queued;
            await SaveAsync();
            logger.RunIsParked(key.Document.Value);
        }
        catch (Exception exception) when (exception is StoreException or OrleansException or TimeoutException)
        {
            logger.RunNotParked(exception, key.Document.Value);
        }
    }

    public Task TouchAsync() => catalog.TouchAsync(
        key.Tenant.Value, key.Collection.Value, key.Document.Value, time.GetUtcNow(), CancellationToken.None);

    /// <summary>Forgets the document for good.</summary>
    public async Task ClearAsync()
    {
        await RemoveRowAsync();
        await storage.ClearStateAsync(CancellationToken.None);
        Signal();
    }

    public DocumentInfo Describe(int? queuePosition)
    {
        DocumentState state = State;
        AcceptedContent accepted = state.Accepted!;
        DocumentProgress? progress = DocumentStatus.IsFinal(state.Status!) || state.Status == DocumentStatus.Deleting
            ? null
            : Progress ?? new DocumentProgress(state.Status!, 0, 0);
        return new DocumentInfo
        {
            Id = key.Document.Value,
            Collection = key.Collection.Value,
            Status = progress?.Stage ?? state.Status!,
            Progress = progress,
            Attempts = state.Attempts,
            QueuePosition = queuePosition,
            Error = state.Error,
            Warnings = state.Visible?.Warnings ?? [],
            Title = accepted.Upload.Title ?? state.Visible?.Title,
            Author = accepted.Upload.Author ?? state.Visible?.Author,
            FileName = accepted.Upload.FileName,
            ContentType = accepted.ContentType,
            Bytes = accepted.Upload.Bytes,
            Pages = state.Visible?.Pages,
            ChunkCount = state.Visible?.Chunks ?? 0,
            ContentSha256 = accepted.Upload.Sha256,
            Version = accepted.Version,
            EmbeddingModel = NameOf(accepted.Ticket.Embedding),
            Metadata = accepted.Upload.Metadata,
            CreatedAt = state.CreatedAt,
            UpdatedAt = state.UpdatedAt,
        };
    }

    public void Dispose() => _gate.Dispose();

    private static string NameOf(EmbeddingChoice model) => $"{model.Provider}/{model.Model}/{model.Dimensions}";

    private Task RemoveRowAsync() => catalog.RemoveAsync(
        key.Tenant.Value, key.Collection.Value, key.Document.Value, CancellationToken.None);

    private void Signal() => Interlocked.Exchange(ref _changed, NewSignal()).TrySetResult();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Gate(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
