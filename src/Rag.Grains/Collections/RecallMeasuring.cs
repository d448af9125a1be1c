using Rag.Grains.Interfaces;
using Rag.Pipeline;

namespace Rag.Grains.Collections;

/// <summary>Measures the recall of a collection's vector index; who asks meanwhile gets the same answer.</summary>
internal sealed class RecallMeasuring(IVectorStores stores)
{
    private Task<VectorRecall?> _underWay = Task.FromResult<VectorRecall?>(null);

    public async Task<Outcome<RecallInfo>> MeasureAsync(
        string storeName, IndexId index, CancellationToken cancellationToken)
    {
        if (!stores.TryGet(storeName, out IVectorStore? store)) return NotSupported(storeName);
        // Not with this caller's token: others may wait for the same measurement.
        if (_underWay.IsCompleted) _underWay = store.MeasureRecallAsync(index, CancellationToken.None);
        try
        {
            VectorRecall? recall = await _underWay.WaitAsync(cancellationToken);
            return recall is null
                ? NotSupported(storeName)
                : new RecallInfo(recall.Recall, recall.TopK, recall.Queries);
        }
        catch (StoreException exception)
        {
            return Failures.Of(exception);
        }
    }

    private static Failure NotSupported(string storeName) => Failures.Invalid(
        $"The vector store '{storeName}' cannot compare its searches with exact ones; leave 'measure_recall' out.",
        "not_supported");
}
