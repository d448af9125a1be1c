using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rag.Grains.Interfaces;
using Rag.Pipeline;

namespace Rag.Grains.Documents;

/// <summary>
/// Pokes documents whose work has gone silent, and collections whose creation or deletion was cut off. Right after a
/// start every unfinished document counts as silent. Poking one that is at work does nothing.
/// </summary>
internal sealed class IngestionWatchdogGrain(
    [PersistentState("watchdog", GrainStorageNames.Default)] IPersistentState<WatchdogState> state,
    IDocumentCatalog catalog,
    IBlobStore blobs,
    IOptions<IngestionOptions> options,
    TimeProvider time,
    ILogger<IngestionWatchdogGrain> logger) : Grain, IIngestionWatchdogGrain, IDisposable
{
    private const int PageSize = 256;
    private const int MaxPokesAtOnce = 32;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private Task _sweep = Task.CompletedTask;
    private DateTimeOffset _abandonedCheckedAt;
    private bool _hasSweptAll;
    private DateTimeOffset _sweepsAllUntil;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(
            _ => SweepAsync(),
            new GrainTimerCreationOptions(TimeSpan.Zero, Period) { KeepAlive = true, Interleave = true });
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _sweep.WaitAsync(cancellationToken);
    }

    public Task PingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task ResumeAllAsync(CancellationToken cancellationToken)
    {
        // Several times: grains whose directory entries were lost with the silo are deactivated somewhat later.
        _sweepsAllUntil = time.GetUtcNow() + (3 * Period);
        return SweepAsync();
    }

    public Task GuardAsync(TenantId tenant, CollectionName collection, CancellationToken cancellationToken) =>
        ChangeAsync(collections => collections.Add($"{tenant}/{collection}"), cancellationToken);

    public Task ReleaseAsync(TenantId tenant, CollectionName collection, CancellationToken cancellationToken) =>
        ChangeAsync(collections => collections.Remove($"{tenant}/{collection}"), cancellationToken);

    public void Dispose()
    {
        _stop.Dispose();
        _gate.Dispose();
    }

    /// <summary>A sweep runs beside the calls, so two writes of the state could meet without the gate.</summary>
    private async Task ChangeAsync(Predicate<SortedSet<string>> change, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (change(state.State.Collections)) await state.WriteStateAsync(CancellationToken.None);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Begins a sweep unless one is under way. Not awaited: a poked grain may call back here.</summary>
    private Task SweepAsync()
    {
        if (_sweep.IsCompleted) _sweep = SweepOnceAsync(_stop.Token);
        return Task.CompletedTask;
    }

    private async Task SweepOnceAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PokeCollectionsAsync(cancellationToken);
            await PokeDocumentsAsync(cancellationToken);
            await RemoveAbandonedAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The next activation sweeps everything.
        }
#pragma warning disable CA1031 // The watchdog must outlive whatever it meets; the next sweep tries again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.WatchFailed(exception);
        }
    }

    private async Task PokeCollectionsAsync(CancellationToken cancellationToken)
    {
        foreach (string key in state.State.Collections.ToArray())
        {
            (TenantId tenant, CollectionName collection) = GrainKeys.ParseCollection(key);
            try
            {
                Outcome<CollectionInfo> found = await GrainFactory.Collection(tenant, collection)
                    .GetAsync(cancellationToken);
                bool isDone = found.Value is { } info
                    && (info.Reindex is not { } reindex || ReindexStatus.IsFinal(reindex.Status));
                if (isDone) await ReleaseAsync(tenant, collection, cancellationToken);
            }
            catch (Exception exception) when (exception is StoreException or OrleansException or TimeoutException)
            {
                logger.PokeFailed(exception, key);
            }
        }
    }

    private async Task PokeDocumentsAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset silentSince = _hasSweptAll && now > _sweepsAllUntil ? now - options.Value.MaxSilence : now;
        int count = 0;
        while (true)
        {
            IReadOnlyList<CatalogEntry> silent = await catalog.ListUnfinishedAsync(
                silentSince, PageSize, cancellationToken);
            if (silent.Count == 0) break;
            foreach (CatalogEntry[] some in silent.Chunk(MaxPokesAtOnce))
                await Task.WhenAll(some.Select(entry => PokeAsync(entry, cancellationToken)));
            count += silent.Count;
            // A poke is heard as a heartbeat, so the next page holds others; one that is not would loop for ever.
            if (silent.Count < PageSize) break;
        }

        _hasSweptAll = true;
        if (count > 0) logger.SilentDocuments(count);
    }

    /// <summary>One document that cannot be poked must not keep the others from it.</summary>
    private async Task PokeAsync(CatalogEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            await GrainFactory.Document(
                TenantId.Parse(entry.Tenant), CollectionName.Parse(entry.Collection),
                DocumentId.Parse(entry.DocumentId))
                .ResumeAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is StoreException or OrleansException or TimeoutException)
        {
            logger.PokeFailed(exception, entry.DocumentId);
        }
    }

    private async Task RemoveAbandonedAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (now - _abandonedCheckedAt < options.Value.AbandonedUploadAge) return;
        _abandonedCheckedAt = now;
        int removed = await blobs.DeleteAbandonedAsync(now - options.Value.AbandonedUploadAge, cancellationToken);
        if (removed > 0) logger.AbandonedUploads(removed);
    }
}
