using Rag.Grains.Interfaces;
using Rag.Pipeline;

namespace Rag.Grains.Collections;

/// <summary>
/// A collection's stored state and who waits for its changes. Work goes on beside the grain's calls, so everybody
/// writes through <see cref="SaveAsync"/>: two writes of one state must not meet.
/// </summary>
internal sealed class CollectionRecord(
    TenantId tenant, CollectionName name, IPersistentState<CollectionState> storage) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private TaskCompletionSource _changed = NewSignal();

    public TenantId Tenant => tenant;

    public CollectionName Name => name;

    public CollectionState State => storage.State;

    public bool IsReady => State.Status == CollectionStatus.Ready;

    /// <summary>The index in use.</summary>
    public IndexId Index => IndexOf(State.ActiveGeneration);

    /// <summary>Completes at the next change.</summary>
    public Task NextChange => _changed.Task;

    public IndexId IndexOf(int generation) => new(tenant.Value, name.Value, generation);

    /// <summary>How documents are ingested at this moment.</summary>
    public UploadTicket Ticket() => TicketOf(State.ActiveGeneration, State.Settings!) with
    {
        Next = State.Reindex is { Status: ReindexStatus.Building } reindex
            ? TicketOf(reindex.Generation, reindex.Settings)
            : null,
    };

    /// <summary>As the contract shows it.</summary>
    public CollectionInfo Describe(CatalogUsage used)
    {
        CollectionSettings settings = State.Settings!;
        return new CollectionInfo
        {
            Name = name.Value,
            Description = settings.Description,
            Status = State.Status!,
            Embedding = settings.Embedding,
            Store = settings.Store,
            Metric = settings.Metric,
            Chunking = settings.Chunking,
            Quotas = settings.Quotas,
            Limits = settings.Limits,
            Metadata = settings.Metadata,
            Usage = new CollectionUsage(used.Documents, used.Chunks, used.Bytes),
            Generation = State.ActiveGeneration,
            CreatedAt = State.CreatedAt,
            UpdatedAt = State.UpdatedAt,
            Reindex = State.Reindex?.Describe(),
        };
    }

    /// <summary>Makes the state durable.</summary>
    public async Task SaveAsync()
    {
        await _gate.WaitAsync();
        try
        {
            await storage.WriteStateAsync(CancellationToken.None);
        }
        finally
        {
            _gate.Release();
        }

        TaskCompletionSource changed = _changed;
        _changed = NewSignal();
        changed.TrySetResult();
    }

    public void Dispose() => _gate.Dispose();

    private static UploadTicket TicketOf(int generation, CollectionSettings settings) =>
        new(generation, settings.Embedding, settings.Store, settings.Metric, settings.Chunking);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
