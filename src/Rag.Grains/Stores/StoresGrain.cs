using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Rag.Grains.Collections;
using Rag.Grains.Interfaces;
using Rag.Pipeline;

namespace Rag.Grains.Stores;

/// <summary>
/// Asks the stores of its silo how they are. Answers are shared for a few seconds, so that callers cannot make the
/// service press a server that is in trouble. Reentrant without harm: whoever comes during a check waits for the same.
/// </summary>
[StatelessWorker(1), Reentrant]
internal sealed class StoresGrain(
    IVectorStores stores, IOptions<CollectionOptions> options, TimeProvider time, ILogger<StoresGrain> logger)
    : Grain, IStoresGrain
{
    /// <summary>How long a store may take to answer, and how long an answer is shared.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private Task<IReadOnlyList<StoreInfo>>? _latest;
    private long _begun;

    public Task<IReadOnlyList<StoreInfo>> ListAsync(CancellationToken cancellationToken)
    {
        if (_latest is null or { IsFaulted: true } || time.GetElapsedTime(_begun) > Patience)
        {
            _begun = time.GetTimestamp();
            _latest = CheckAllAsync();
        }

        return _latest.WaitAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<StoreInfo>> CheckAllAsync() =>
        await Task.WhenAll(stores.Names.Select(name => CheckAsync(stores.Get(name))));

    private async Task<StoreInfo> CheckAsync(IVectorStore store)
    {
        using var late = new CancellationTokenSource(Patience, time);
        try
        {
            return Describe(store, await store.CheckAsync(late.Token).WaitAsync(late.Token), null);
        }
        catch (StoreException failure)
        {
            logger.StoreUnusable(failure, store.Name, failure.Code);
            return Describe(store, null, new StoreError(failure.Code, failure.IsTransient));
        }
        catch (OperationCanceledException failure) when (late.IsCancellationRequested)
        {
            logger.StoreUnusable(failure, store.Name, "timeout");
            return Describe(store, null, new StoreError("timeout", Retryable: true));
        }
    }

    private StoreInfo Describe(IVectorStore store, string? engine, StoreError? error) => new()
    {
        Name = store.Name,
        Default = store.Name == options.Value.Store,
        Status = error is null ? StoreStatus.Ok : StoreStatus.Unavailable,
        Engine = engine,
        Error = error,
        Metrics = [.. store.Capabilities.Metrics.Select(metric => metric.ToString().ToLowerInvariant())],
        Shared = store.Capabilities.IsShared,
        Eventual = store.Capabilities.IsEventual,
        Limits = new StoreLimits(store.Limits.MaxDimensions, store.Limits.MaxBatch),
        CheckedAt = time.GetUtcNow(),
    };
}
