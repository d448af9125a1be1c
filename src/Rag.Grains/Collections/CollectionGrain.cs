using Microsoft.Extensions.Logging;
using Rag.Grains.Interfaces;
using Rag.Pipeline;
using Rag.Pipeline.Filtering;

namespace Rag.Grains.Collections;

/// <summary>
/// Owns an index's life cycle, quotas and rate limits. Creation and deletion are steps that can be repeated: the
/// watchdog remembers a collection in between, and the next activation goes on.
/// </summary>
internal sealed class CollectionGrain(
    [PersistentState("collection", GrainStorageNames.Default)] IPersistentState<CollectionState> storage,
    CollectionSettingsReader settingsReader,
    CollectionReindexContext reindexContext,
    CollectionEraser eraser,
    CollectionIndexes indexes,
    DocumentListing listing,
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
    private CollectionRecord _record = null!;
    private CollectionReindexing _reindexing = null!;
    private BackgroundWork _erasure = null!;

    private CollectionState State => storage.State;
    private TenantId Tenant => _record.Tenant;
    private CollectionName Name => _record.Name;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (TenantId tenant, CollectionName name) = GrainKeys.ParseCollection(this.GetPrimaryKeyString());
        _record = new CollectionRecord(tenant, name, storage);
        _usage = NewUsage();
        _reindexing = new CollectionReindexing(
            _record, reindexContext, GrainFactory, () => _usage = NewUsage(), DeactivateOnIdle);
        _erasure = new BackgroundWork(OnErasureFailed);
        switch (State.Status)
        {
            case CollectionStatus.Creating:
                await FinishCreationAsync(cancellationToken);
                break;
            case CollectionStatus.Deleting:
                _erasure.Start(EraseAsync);
                break;
            case CollectionStatus.Ready:
                _reindexing.Resume();
                break;
            case null when name == CollectionName.Default && State.ActiveGeneration == 0:
                if (settingsReader.Read(new CollectionRequest()).Value is { } defaults)
                    await BeginAsync(defaults, cancellationToken);
                break;
        }
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        Task.WhenAll(_reindexing.StopAsync(cancellationToken), _erasure.StopAsync(cancellationToken));

    public async Task<Outcome<CollectionCreated>> CreateAsync(
        CollectionRequest request, CancellationToken cancellationToken)
    {
        if (settingsReader.Read(request).Failed(out Failure? invalid, out CollectionSettings? settings)) return invalid;
        bool hasEnded = await _erasure.EndsWithinAsync(DeletionPatience);
        if (!hasEnded || State.Status == CollectionStatus.Deleting)
        {
            return Failures.Conflict(
                "deleting", $"The collection '{Name}' is still being deleted; try again in a moment.");
        }

        if (State.Settings is { } existing)
        {
            return Same(existing, settings)
                ? new CollectionCreated(await DescribeAsync(cancellationToken), IsNew: false)
                : Failures.Conflict("exists", $"The collection '{Name}' exists with other settings.");
        }

        Outcome<CollectionNames> added = await GrainFactory.Tenant(Tenant)
            .AddCollectionAsync(Name, cancellationToken);
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
        Outcome<RecallInfo> measured = await _recall.MeasureAsync(info.Store, _record.Index, cancellationToken);
        return measured.Failed(out Failure? failure, out RecallInfo? recall)
            ? failure
            : info with { VectorRecall = recall };
    }

    public async Task<Outcome<CollectionInfo>> UpdateAsync(CollectionPatch patch, CancellationToken cancellationToken)
    {
        if (Missing() is { } missing) return missing;
        Outcome<CollectionSettings> applied = CollectionSettingsReader.Apply(State.Settings!, patch);
        if (applied.Failed(out Failure? invalid, out CollectionSettings? settings)) return invalid;
        State.Settings = settings;
        State.UpdatedAt = time.GetUtcNow();
        await _record.SaveAsync();
        return await DescribeAsync(cancellationToken);
    }

    public async Task<Outcome<CollectionInfo>> DeleteAsync(CancellationToken cancellationToken)
    {
        if (Missing() is { } missing) return missing;
        await GrainFactory.Watch().GuardAsync(Tenant, Name, cancellationToken);
        State.Status = CollectionStatus.Deleting;
        State.UpdatedAt = time.GetUtcNow();
        await _record.SaveAsync();
        CollectionInfo last = await DescribeAsync(cancellationToken);
        _erasure.Start(EraseAsync);
        return last;
    }

    public async Task<Outcome<ReindexInfo>> ReindexAsync(ReindexRequest request, CancellationToken cancellationToken) =>
        Missing() is { } missing
            ? missing
            : await _reindexing.BeginAsync(
                request, (await _usage.GetAsync(cancellationToken)).Documents, cancellationToken);

    public async Task<Outcome<ReindexInfo>> CancelReindexAsync(CancellationToken cancellationToken) =>
        Missing() is { } missing
            ? missing
            : await _reindexing.CancelAsync((await _usage.GetAsync(cancellationToken)).Documents);

    public async Task<Outcome<UploadTicket>> ReportBehindAsync(
        DocumentId document, CancellationToken cancellationToken)
    {
        if (Missing() is { } missing) return missing;
        await _reindexing.NoteBehindAsync(document);
        return _record.Ticket();
    }

    public IAsyncEnumerable<ReindexInfo> WatchReindexAsync(CancellationToken cancellationToken) =>
        _reindexing.WatchAsync(cancellationToken);

    public Task<Outcome<SearchTicket>> AdmitSearchAsync(CancellationToken cancellationToken)
    {
        if (Missing() is { } missing) return Task.FromResult<Outcome<SearchTicket>>(missing);
        CollectionSettings settings = State.Settings!;
        (bool admitted, RateLimitState? limit) = _queries.Take(settings.Limits.QueriesPerMinute);
        return Task.FromResult<Outcome<SearchTicket>>(admitted
            ? new SearchTicket(
                Name.Value, State.ActiveGeneration, settings.Embedding, settings.Store, settings.Metric, limit)
            : RateLimit.Refuse(limit!));
    }

    public Task<Outcome<UploadTicket>> AdmitUploadAsync(CancellationToken cancellationToken)
    {
        if (Missing() is { } missing) return Task.FromResult<Outcome<UploadTicket>>(missing);
        (bool admitted, RateLimitState? limit) = _uploads.Take(State.Settings!.Limits.UploadsPerMinute);
        return Task.FromResult<Outcome<UploadTicket>>(
            admitted ? _record.Ticket() with { Limit = limit } : RateLimit.Refuse(limit!));
    }

    public async Task<Outcome<UploadTicket>> ReserveAsync(Reservation reservation, CancellationToken cancellationToken)
    {
        if (Missing() is { } missing) return missing;
        string[] newKeys = [.. reservation.MetadataKeys.Where(key => !State.MetadataKeys.Contains(key))];
        int keyCount = State.MetadataKeys.Count + newKeys.Length;
        if (newKeys.Length > 0 && keyCount > MetadataLimits.MaxKeysPerCollection)
        {
            return Failures.Invalid(
                $"With the key '{newKeys[0]}' the collection would have {keyCount} metadata keys; the limit is " +
                $"{MetadataLimits.MaxKeysPerCollection}.",
                "too_many_metadata_keys");
        }

        Failure? refusal = await _usage.ReserveAsync(reservation, State.Settings!.Quotas, cancellationToken);
        if (refusal is not null) return refusal;
        if (newKeys.Length > 0)
        {
            State.MetadataKeys.UnionWith(newKeys);
            await _record.SaveAsync();
        }

        return _record.Ticket();
    }

    public async Task<Outcome<DocumentPage>> ListDocumentsAsync(
        DocumentListRequest request, CancellationToken cancellationToken) =>
        Missing() is { } missing ? missing : await listing.ListAsync(Tenant, Name, request, cancellationToken);

    public async Task<IReadOnlyList<LimitState>> GetLimitsAsync(CancellationToken cancellationToken)
    {
        if (Missing() is not null) return [];
        CatalogUsage used = await _usage.GetAsync(cancellationToken);
        Quotas quotas = State.Settings!.Quotas;
        return
        [
            Limit("documents", quotas.Documents, used.Documents),
            Limit("chunks", quotas.Chunks, used.Chunks),
            Limit("bytes", quotas.Bytes, used.Bytes),
        ];
    }

    public void Dispose()
    {
        _erasure?.Dispose();
        _reindexing?.Dispose();
        _record?.Dispose();
    }

    private static LimitState Limit(string resource, long? limit, long used) =>
        new(resource, limit, used, limit is null ? null : Math.Max(0, limit.Value - used));

    private async Task BeginAsync(CollectionSettings settings, CancellationToken cancellationToken)
    {
        await GrainFactory.Watch().GuardAsync(Tenant, Name, cancellationToken);
        State.Settings = settings;
        State.Status = CollectionStatus.Creating;
        State.ActiveGeneration++;
        State.MetadataKeys.Clear();
        State.CreatedAt = State.UpdatedAt = time.GetUtcNow();
        await _record.SaveAsync();
        await FinishCreationAsync(cancellationToken);
    }

    private async Task FinishCreationAsync(CancellationToken cancellationToken)
    {
        await indexes.CreateAsync(_record.Index, State.Settings!, cancellationToken);
        State.Status = CollectionStatus.Ready;
        await _record.SaveAsync();
        await GrainFactory.Watch().ReleaseAsync(Tenant, Name, cancellationToken);
    }

    /// <summary>The next activation repeats it if it did not end.</summary>
    private async Task EraseAsync(CancellationToken cancellationToken)
    {
        await _reindexing.WaitAsync(cancellationToken);
        await eraser.EraseAsync(Tenant, Name, Generations(), cancellationToken);
        // Before the state: what is forgotten there is not repeated.
        await GrainFactory.Tenant(Tenant).RemoveCollectionAsync(Name, CancellationToken.None);
        _usage = NewUsage();
        State.Status = null;
        State.Settings = null;
        State.ActiveGeneration = Math.Max(State.ActiveGeneration, State.Reindex?.Generation ?? 0);
        State.Reindex = null;
        await _record.SaveAsync();
        await GrainFactory.Watch().ReleaseAsync(Tenant, Name, CancellationToken.None);
    }

    private List<(IndexId Index, string Store)> Generations()
    {
        List<(IndexId Index, string Store)> all = [(_record.Index, State.Settings!.Store)];
        if (State.Reindex is { } reindex && !ReindexStatus.IsFinal(reindex.Status))
        {
            all.Add((_record.IndexOf(reindex.Generation), reindex.Settings.Store));
            all.Add((_record.IndexOf(reindex.Former), reindex.FormerStore));
        }

        return [.. all.Distinct()];
    }

    private void OnErasureFailed(Exception exception)
    {
        logger.ErasureFailed(exception, Name.Value);
        DeactivateOnIdle();
    }

    private Failure? Missing() => _record.IsReady
        ? null
        : Failures.NotFound("collection", Name.Value);

    private UsageCounter NewUsage() => new(Tenant.Value, Name.Value, catalog, time);

    private async Task<CollectionInfo> DescribeAsync(CancellationToken cancellationToken) =>
        _record.Describe(await _usage.GetAsync(cancellationToken));

    /// <summary>Lists compare by reference in records, so the separators are compared apart.</summary>
    private static bool Same(CollectionSettings left, CollectionSettings right) =>
        left with { Chunking = right.Chunking } == right
        && left.Chunking with { Separators = null } == right.Chunking with { Separators = null }
        && (left.Chunking.Separators ?? []).SequenceEqual(right.Chunking.Separators ?? []);
}
