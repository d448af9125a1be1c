using Microsoft.Extensions.Logging;
using Rag.Grains.Documents;
using Rag.Grains.Interfaces;
using Rag.Pipeline;
using Rag.Pipeline.Filtering;

namespace Rag.Grains.Collections;

/// <summary>
/// Owns an index's life cycle, quotas and rate limits. Creation and deletion are steps that can be repeated: the
/// watchdog remembers a collection in between, and the next activation goes on.
/// </summary>
internal sealed class CollectionGrain(
    [PersistentState("collection", GrainStorageNames.Default)] IPersistentState<CollectionState> state,
    CollectionSettingsReader settingsReader,
    CollectionEraser eraser,
    IChunkStore chunks,
    IVectorStores stores,
    IDocumentCatalog catalog,
    TimeProvider time,
    ILogger<CollectionGrain> logger) : Grain, ICollectionGrain, IDisposable
{
    private static readonly TimeSpan DeletionPatience = TimeSpan.FromSeconds(20);

    private readonly RateLimit _queries = new("queries", time);
    private readonly RateLimit _uploads = new("uploads", time);
    private readonly RecallMeasuring _recall = new(stores);
    private UsageCounter _usage = null!;
    private Erasure _erasure = null!;
    private TenantId _tenant;
    private CollectionName _name;

    private IndexId Index => new(_tenant.Value, _name.Value, state.State.ActiveGeneration);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_tenant, _name) = GrainKeys.ParseCollection(this.GetPrimaryKeyString());
        _usage = new UsageCounter(_tenant.Value, _name.Value, catalog, time);
        _erasure = new Erasure(OnErasureFailed);
        switch (state.State.Status)
        {
            case CollectionStatus.Creating:
                await FinishCreationAsync(cancellationToken);
                break;
            case CollectionStatus.Deleting:
                _erasure.Start(EraseAsync);
                break;
            case null when _name == CollectionName.Default && state.State.ActiveGeneration == 0:
                Outcome<CollectionSettings> settings = settingsReader.Read(new CollectionRequest());
                if (!settings.Failed(out _, out CollectionSettings? defaults))
                    await BeginAsync(defaults, cancellationToken);
                break;
        }
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        _erasure.StopAsync(cancellationToken);

    public async Task<Outcome<CollectionCreated>> CreateAsync(
        CollectionRequest request, CancellationToken cancellationToken)
    {
        if (settingsReader.Read(request).Failed(out Failure? invalid, out CollectionSettings? settings)) return invalid;
        bool hasEnded = await _erasure.EndsWithinAsync(DeletionPatience);
        if (!hasEnded || state.State.Status == CollectionStatus.Deleting)
        {
            return Failures.Conflict(
                "deleting", $"The collection '{_name}' is still being deleted; try again in a moment.");
        }

        if (state.State.Settings is { } existing)
        {
            return Same(existing, settings)
                ? new CollectionCreated(await DescribeAsync(cancellationToken), IsNew: false)
                : Failures.Conflict("exists", $"The collection '{_name}' exists with other settings.");
        }

        Outcome<CollectionNames> added = await GrainFactory.Tenant(_tenant)
            .AddCollectionAsync(_name, cancellationToken);
        if (added.Failure is { } refused) return refused;
        await BeginAsync(settings, cancellationToken);
        return new CollectionCreated(await DescribeAsync(cancellationToken), IsNew: true);
    }

    public async Task<Outcome<CollectionInfo>> GetAsync(CancellationToken cancellationToken) =>
        Missing() is { } missing ? missing : await DescribeAsync(cancellationToken);

    /// <summary>Interleaves: it reads settings that only later calls change, and writes nothing.</summary>
    public async Task<Outcome<CollectionInfo>> MeasureRecallAsync(CancellationToken cancellationToken)
    {
        if (Missing() is { } missing) return missing;
        CollectionInfo info = await DescribeAsync(cancellationToken);
        Outcome<RecallInfo> measured = await _recall.MeasureAsync(info.Store, Index, cancellationToken);
        return measured.Failed(out Failure? failure, out RecallInfo? recall)
            ? failure
            : info with { VectorRecall = recall };
    }

    public async Task<Outcome<CollectionInfo>> UpdateAsync(CollectionPatch patch, CancellationToken cancellationToken)
    {
        if (Missing() is { } missing) return missing;
        Outcome<CollectionSettings> applied = CollectionSettingsReader.Apply(state.State.Settings!, patch);
        if (applied.Failed(out Failure? invalid, out CollectionSettings? settings)) return invalid;
        state.State.Settings = settings;
        state.State.UpdatedAt = time.GetUtcNow();
        await state.WriteStateAsync(CancellationToken.None);
        return await DescribeAsync(cancellationToken);
    }

    public async Task<Outcome<CollectionInfo>> DeleteAsync(CancellationToken cancellationToken)
    {
        if (Missing() is { } missing) return missing;
        await GrainFactory.Watch().GuardAsync(_tenant, _name, cancellationToken);
        state.State.Status = CollectionStatus.Deleting;
        state.State.UpdatedAt = time.GetUtcNow();
        await state.WriteStateAsync(CancellationToken.None);
        CollectionInfo last = await DescribeAsync(cancellationToken);
        _erasure.Start(EraseAsync);
        return last;
    }

    public Task<Outcome<SearchTicket>> AdmitSearchAsync(CancellationToken cancellationToken)
    {
        if (Missing() is { } missing) return Task.FromResult<Outcome<SearchTicket>>(missing);
        CollectionSettings settings = state.State.Settings!;
        (bool admitted, RateLimitState? limit) = _queries.Take(settings.Limits.QueriesPerMinute);
        return Task.FromResult<Outcome<SearchTicket>>(admitted
            ? new SearchTicket(
                _name.Value, state.State.ActiveGeneration, settings.Embedding, settings.Store, settings.Metric, limit)
            : RateLimit.Refuse(limit!));
    }

    public Task<Outcome<UploadTicket>> AdmitUploadAsync(CancellationToken cancellationToken)
    {
        if (Missing() is { } missing) return Task.FromResult<Outcome<UploadTicket>>(missing);
        (bool admitted, RateLimitState? limit) = _uploads.Take(state.State.Settings!.Limits.UploadsPerMinute);
        return Task.FromResult<Outcome<UploadTicket>>(
            admitted ? Ticket() with { Limit = limit } : RateLimit.Refuse(limit!));
    }

    public async Task<Outcome<UploadTicket>> ReserveAsync(Reservation reservation, CancellationToken cancellationToken)
    {
        if (Missing() is { } missing) return missing;
        string[] newKeys = [.. reservation.MetadataKeys.Where(key => !state.State.MetadataKeys.Contains(key))];
        int keyCount = state.State.MetadataKeys.Count + newKeys.Length;
        if (newKeys.Length > 0 && keyCount > MetadataLimits.MaxKeysPerCollection)
        {
            return Failures.Invalid(
                $"With the key '{newKeys[0]}' the collection would have {keyCount} metadata keys; the limit is " +
                $"{MetadataLimits.MaxKeysPerCollection}.",
                "too_many_metadata_keys");
        }

        Failure? refusal = await _usage.ReserveAsync(reservation, state.State.Settings!.Quotas, cancellationToken);
        if (refusal is not null) return refusal;
        if (newKeys.Length > 0)
        {
            state.State.MetadataKeys.UnionWith(newKeys);
            await state.WriteStateAsync(CancellationToken.None);
        }

        return Ticket();
    }

    public async Task<Outcome<DocumentPage>> ListDocumentsAsync(
        DocumentListRequest request, CancellationToken cancellationToken)
    {
        if (Missing() is { } missing) return missing;
        if (request.Status is { } status && !DocumentStatus.All.Contains(status))
        {
            return Failures.Invalid($"'status' is '{status}'; it is one of {string.Join(", ", DocumentStatus.All)}.");
        }

        if (!FilterReader.TryRead(request.Filter?.Text, out Filter? filter, out string? problem))
        {
            return Failures.Invalid(problem, "invalid_filter");
        }

        CatalogPage page = await catalog.ListAsync(
            new CatalogQuery(_tenant.Value, _name.Value, request.Status, filter, request.Cursor, request.Limit),
            cancellationToken);
        return new DocumentPage([.. page.Entries.Select(entry => CatalogRow.Read(entry))], page.NextCursor);
    }

    public async Task<IReadOnlyList<LimitState>> GetLimitsAsync(CancellationToken cancellationToken)
    {
        if (Missing() is not null) return [];
        CatalogUsage used = await _usage.GetAsync(cancellationToken);
        Quotas quotas = state.State.Settings!.Quotas;
        return
        [
            Limit("documents", quotas.Documents, used.Documents),
            Limit("chunks", quotas.Chunks, used.Chunks),
            Limit("bytes", quotas.Bytes, used.Bytes),
        ];
    }

    public void Dispose() => _erasure?.Dispose();

    private static LimitState Limit(string resource, long? limit, long used) =>
        new(resource, limit, used, limit is null ? null : Math.Max(0, limit.Value - used));

    private async Task BeginAsync(CollectionSettings settings, CancellationToken cancellationToken)
    {
        await GrainFactory.Watch().GuardAsync(_tenant, _name, cancellationToken);
        state.State.Settings = settings;
        state.State.Status = CollectionStatus.Creating;
        state.State.ActiveGeneration++;
        state.State.MetadataKeys.Clear();
        state.State.CreatedAt = state.State.UpdatedAt = time.GetUtcNow();
        await state.WriteStateAsync(CancellationToken.None);
        await FinishCreationAsync(cancellationToken);
    }

    private async Task FinishCreationAsync(CancellationToken cancellationToken)
    {
        CollectionSettings settings = state.State.Settings!;
        CollectionSettingsReader.TryReadMetric(settings.Metric, out DistanceMetric metric);
        await chunks.CreateAsync(Index, cancellationToken);
        if (stores.TryGet(settings.Store, out IVectorStore? store))
        {
            await store.CreateAsync(
                Index, new VectorIndexSettings(settings.Embedding.Dimensions!.Value, metric), cancellationToken);
        }

        state.State.Status = CollectionStatus.Ready;
        await state.WriteStateAsync(CancellationToken.None);
        await GrainFactory.Watch().ReleaseAsync(_tenant, _name, cancellationToken);
    }

    /// <summary>The next activation repeats it if it did not end.</summary>
    private async Task EraseAsync(CancellationToken cancellationToken)
    {
        await eraser.EraseAsync(_tenant, _name, Index, state.State.Settings!.Store, cancellationToken);
        // Before the state: what is forgotten there is not repeated.
        await GrainFactory.Tenant(_tenant).RemoveCollectionAsync(_name, CancellationToken.None);
        _usage = new UsageCounter(_tenant.Value, _name.Value, catalog, time);
        state.State.Status = null;
        state.State.Settings = null;
        await state.WriteStateAsync(CancellationToken.None);
        await GrainFactory.Watch().ReleaseAsync(_tenant, _name, CancellationToken.None);
    }

    private void OnErasureFailed(Exception exception)
    {
        logger.ErasureFailed(exception, _name.Value);
        DeactivateOnIdle();
    }

    private Failure? Missing() => state.State.Status == CollectionStatus.Ready
        ? null
        : Failures.NotFound("collection", _name.Value);

    private UploadTicket Ticket()
    {
        CollectionSettings settings = state.State.Settings!;
        return new UploadTicket(
            state.State.ActiveGeneration, settings.Embedding, settings.Store, settings.Metric, settings.Chunking);
    }

    private async Task<CollectionInfo> DescribeAsync(CancellationToken cancellationToken)
    {
        CollectionSettings settings = state.State.Settings!;
        CatalogUsage used = await _usage.GetAsync(cancellationToken);
        return new CollectionInfo
        {
            Name = _name.Value,
            Description = settings.Description,
            Status = state.State.Status!,
            Embedding = settings.Embedding,
            Store = settings.Store,
            Metric = settings.Metric,
            Chunking = settings.Chunking,
            Quotas = settings.Quotas,
            Limits = settings.Limits,
            Metadata = settings.Metadata,
            Usage = new CollectionUsage(used.Documents, used.Chunks, used.Bytes),
            Generation = state.State.ActiveGeneration,
            CreatedAt = state.State.CreatedAt,
            UpdatedAt = state.State.UpdatedAt,
        };
    }

    /// <summary>Lists compare by reference in records, so the separators are compared apart.</summary>
    private static bool Same(CollectionSettings left, CollectionSettings right) =>
        left with { Chunking = right.Chunking } == right
        && left.Chunking with { Separators = null } == right.Chunking with { Separators = null }
        && (left.Chunking.Separators ?? []).SequenceEqual(right.Chunking.Separators ?? []);
}
