using System.Runtime.CompilerServices;
using Rag.Grains.Interfaces;
using Rag.Pipeline;

namespace Rag.Grains.Collections;

/// <summary>
/// Makes a collection's next generation beside the present one and puts it in its place.
/// <list type="number">
/// <item>Building: every document's visible version is indexed for the next generation, too; what is uploaded meanwhile
/// goes there before it is seen in the present one. So once each document has been through, nothing is missing.</item>
/// <item>Switching: one write of the collection's state, and searches see the next generation. Then the documents are
/// told, and the former one is dropped.</item>
/// <item>Discarding, instead: the documents are told, and what was made is dropped.</item>
/// </list>
/// Each step is repeatable and begins where the state says. Used on the grain's scheduler only.
/// </summary>
/// <param name="record">The collection.</param>
/// <param name="context">What re-indexing needs.</param>
/// <param name="grains">The other grains.</param>
/// <param name="recount">Called when the number of chunks has changed.</param>
/// <param name="deactivate">Called when a store or another grain has failed; the next activation goes on.</param>
internal sealed class CollectionReindexing(
    CollectionRecord record,
    CollectionReindexContext context,
    IGrainFactory grains,
    Action recount,
    Action deactivate) : IDisposable
{
    private const int PageSize = 200;
    private const int MaxCallsAtOnce = 16;

    /// <summary>Between two questions to documents that are at work.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly BackgroundWork _work = new(exception =>
    {
        context.Logger.ReindexInterrupted(exception, record.Name.Value);
        deactivate();
    });

    private CollectionState State => record.State;

    /// <summary>Goes on with what an earlier activation has left.</summary>
    public void Resume()
    {
        if (record.IsReady && State.Reindex is { } reindex && !ReindexStatus.IsFinal(reindex.Status))
            _work.Start(WorkAsync);
    }

    /// <summary>See <see cref="ICollectionGrain.ReindexAsync"/>.</summary>
    public async Task<Outcome<ReindexInfo>> BeginAsync(
        ReindexRequest request, long documents, CancellationToken cancellationToken)
    {
        if (_work.IsUnderWay)
        {
            return Failures.Conflict(
                "reindexing",
                $"Generation {State.Reindex!.Generation} of the collection '{record.Name}' is being made; wait for "
                + "its end, or cancel it.");
        }

        CollectionSettings now = State.Settings!;
        if (context.Settings.Read(now, request).Failed(out Failure? invalid, out CollectionSettings? settings))
            return invalid;
        int generation = Math.Max(State.ActiveGeneration, State.Reindex?.Generation ?? 0) + 1;
        // Before anybody is told to write to it; and a store that refuses is best heard of at once.
        await context.Indexes.CreateAsync(record.IndexOf(generation), settings, cancellationToken);
        await grains.Watch().GuardAsync(record.Tenant, record.Name, cancellationToken);
        State.Reindex = new ReindexState
        {
            Status = ReindexStatus.Building,
            Generation = generation,
            Settings = settings,
            Former = State.ActiveGeneration,
            FormerStore = now.Store,
            Total = documents,
            StartedAt = context.Time.GetUtcNow(),
        };
        await SaveAsync(State.Reindex);
        _work.Start(WorkAsync);
        return State.Reindex.Describe();
    }

    /// <summary>See <see cref="ICollectionGrain.CancelReindexAsync"/>.</summary>
    public async Task<Outcome<ReindexInfo>> CancelAsync(long documents)
    {
        if (State.Reindex is not { } reindex) return Missing();
        if (reindex.Status is not (ReindexStatus.Building or ReindexStatus.Discarding or ReindexStatus.Cancelled))
        {
            return Failures.Conflict(
                "not_running",
                $"The re-index is {reindex.Status}; only one that is {ReindexStatus.Building} can be cancelled.");
        }

        if (reindex.Status == ReindexStatus.Building)
        {
            reindex.Enter(ReindexStatus.Discarding, documents);
            await SaveAsync(reindex);
            Resume();
        }

        return reindex.Describe();
    }

    /// <summary>See <see cref="ICollectionGrain.ReportBehindAsync"/>.</summary>
    public async Task NoteBehindAsync(DocumentId document)
    {
        if (State.Reindex is not { Status: ReindexStatus.Building } reindex) return;
        reindex.Behind[document.Value] = reindex.Behind.GetValueOrDefault(document.Value) + 1;
        await SaveAsync(reindex);
    }

    /// <summary>See <see cref="ICollectionGrain.WatchReindexAsync"/>.</summary>
    public async IAsyncEnumerable<ReindexInfo> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (record.IsReady && State.Reindex is { } reindex)
        {
            // Taken before the state is read, so that no change between the two is missed.
            Task change = record.NextChange;
            ReindexInfo info = reindex.Describe();
            yield return info;
            if (ReindexStatus.IsFinal(info.Status)) yield break;
            await change.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Waits until nothing is at work: soon after the collection is not ready any more.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _work.WaitAsync(cancellationToken);

    /// <summary>Cuts the work off for good; the next activation goes on.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _work.StopAsync(cancellationToken);

    public void Dispose() => _work.Dispose();

    private Failure Missing() => Failures.NotFound("re-index of the collection", record.Name.Value);

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (record.IsReady && State.Reindex is { } reindex && !ReindexStatus.IsFinal(reindex.Status))
        {
            await (reindex.Status switch
            {
                ReindexStatus.Building => BuildAsync(reindex, cancellationToken),
                ReindexStatus.Switching => SwitchAsync(reindex, cancellationToken),
                _ => DiscardAsync(reindex, cancellationToken),
            });
        }

        if (record.IsReady) await grains.Watch().ReleaseAsync(record.Tenant, record.Name, CancellationToken.None);
    }

    private async Task BuildAsync(ReindexState reindex, CancellationToken cancellationToken)
    {
        if (!await SweepAsync(reindex, PrepareAsync, cancellationToken)) return;
        await context.Indexes.ReadAheadAsync(record.IndexOf(reindex.Generation), cancellationToken);
        while (reindex.Behind.Count > 0)
        {
            KeyValuePair<string, int>[] behind = [.. reindex.Behind];
            string[] ids = [.. behind.Select(pair => pair.Key)];
            if (await FinishAsync(reindex, ids, PrepareAsync, cancellationToken) is null) return;
            // Those that fell behind again meanwhile have a higher count.
            foreach ((string id, int count) in behind)
            {
                if (reindex.Behind[id] == count) reindex.Behind.Remove(id);
            }
        }

        // From here on nothing comes in between.
        if (!record.IsReady || reindex.Status != ReindexStatus.Building) return;
        if (State.Settings!.Quotas.Chunks is { } most && reindex.Chunks > most)
        {
            await GiveUpAsync(reindex, new ReindexError(
                "quota_exceeded",
                $"Generation {reindex.Generation} has {reindex.Chunks:N0} chunks; the collection's limit is "
                + $"{most:N0}. Raise the quota or choose larger chunks.",
                null));
            return;
        }

        State.ActiveGeneration = reindex.Generation;
        State.Settings = reindex.Settings.PutInto(State.Settings);
        State.UpdatedAt = context.Time.GetUtcNow();
        reindex.Enter(ReindexStatus.Switching, reindex.Total);
        await SaveAsync(reindex);
    }

    private async Task SwitchAsync(ReindexState reindex, CancellationToken cancellationToken)
    {
        if (!await SweepAsync(reindex, SettleAsync, cancellationToken)) return;
        // For searches that were admitted just before.
        await Task.Delay(context.Options.Value.SwitchGrace, context.Time, cancellationToken);
        await context.Indexes.DropAsync(record.IndexOf(reindex.Former), reindex.FormerStore, cancellationToken);
        await EndAsync(reindex, ReindexStatus.Completed);
    }

    private async Task DiscardAsync(ReindexState reindex, CancellationToken cancellationToken)
    {
        if (!await SweepAsync(reindex, SettleAsync, cancellationToken)) return;
        await context.Indexes.DropAsync(
            record.IndexOf(reindex.Generation), reindex.Settings.Store, cancellationToken);
        await EndAsync(reindex, reindex.Error is null ? ReindexStatus.Cancelled : ReindexStatus.Failed);
    }

    private Task<DocumentPreparation> PrepareAsync(IDocumentGrain document, CancellationToken cancellationToken) =>
        document.PrepareAsync(record.Ticket().Next!, cancellationToken);

    private Task<DocumentPreparation> SettleAsync(IDocumentGrain document, CancellationToken cancellationToken) =>
        document.SettleAsync(record.Ticket(), cancellationToken);

    /// <summary>Takes every document through a step; <see langword="false"/> if the step was left meanwhile.</summary>
    private async Task<bool> SweepAsync(
        ReindexState reindex,
        Func<IDocumentGrain, CancellationToken, Task<DocumentPreparation>> step,
        CancellationToken cancellationToken)
    {
        string status = reindex.Status;
        if (reindex.Cursor is null) (reindex.Done, reindex.Chunks) = (0, 0);
        do
        {
            CatalogPage page = await context.Catalog.ListAsync(
                new CatalogQuery(record.Tenant.Value, record.Name.Value, null, null, reindex.Cursor, PageSize),
                cancellationToken);
            string[] ids = [.. page.Entries.Select(entry => entry.DocumentId)];
            if (await FinishAsync(reindex, ids, step, cancellationToken) is not { } chunks) return false;
            reindex.Chunks += chunks;
            reindex.Done += ids.Length;
            reindex.Cursor = page.NextCursor;
            await SaveAsync(reindex);
        }
        while (reindex.Cursor is not null && reindex.Status == status);
        return record.IsReady && reindex.Status == status;
    }

    /// <summary>Asks documents until each is done; answers their chunks, or <see langword="null"/> if the step was left
    /// meanwhile.</summary>
    private async Task<long?> FinishAsync(
        ReindexState reindex,
        string[] ids,
        Func<IDocumentGrain, CancellationToken, Task<DocumentPreparation>> step,
        CancellationToken cancellationToken)
    {
        string status = reindex.Status;
        long chunks = 0;
        while (true)
        {
            var left = new List<string>();
            foreach (string[] some in ids.Chunk(MaxCallsAtOnce))
            {
                if (!record.IsReady || reindex.Status != status) return null;
                DocumentPreparation[] answers = await Task.WhenAll(some.Select(id => step(
                    grains.Document(record.Tenant, record.Name, DocumentId.Parse(id)), cancellationToken)));
                foreach ((string id, DocumentPreparation answer) in some.Zip(answers))
                {
                    if (answer.Error is { } error)
                        await GiveUpAsync(reindex, new ReindexError(error.Code, error.Message, id));
                    chunks += answer.Chunks;
                    if (!answer.IsDone) left.Add(id);
                }
            }

            if (left.Count == 0) return chunks;
            ids = [.. left];
            await Task.Delay(Pause, context.Time, cancellationToken);
        }
    }

    private async Task GiveUpAsync(ReindexState reindex, ReindexError error)
    {
        if (reindex.Status != ReindexStatus.Building) return;
        context.Logger.ReindexGivenUp(record.Name.Value, reindex.Generation, error.Code);
        reindex.Error = error;
        reindex.Enter(ReindexStatus.Discarding, reindex.Total);
        await SaveAsync(reindex);
    }

    private async Task EndAsync(ReindexState reindex, string status)
    {
        recount();
        reindex.Status = status;
        await SaveAsync(reindex);
        context.Logger.ReindexEnded(record.Name.Value, reindex.Generation, status);
    }

    private Task SaveAsync(ReindexState reindex)
    {
        reindex.UpdatedAt = context.Time.GetUtcNow();
        return record.SaveAsync();
    }
}
