using Microsoft.Extensions.Logging;
using Rag.Grains.Stores;
using Rag.Pipeline;

namespace Rag.Grains.Collections;

/// <summary>Makes and drops the generations of collections, in the chunk store and in their vector store.</summary>
internal sealed class CollectionIndexes(IChunkStore chunks, IVectorStores stores, ILogger<CollectionIndexes> logger)
{
    /// <summary>Makes room for a generation; a second call changes nothing.</summary>
    public async Task CreateAsync(IndexId index, CollectionSettings settings, CancellationToken cancellationToken)
    {
        CollectionSettingsReader.TryReadMetric(settings.Metric, out DistanceMetric metric);
        await chunks.CreateAsync(index, cancellationToken);
        if (!stores.TryGet(settings.Store, out IVectorStore? store)) return;
        await store.CreateAsync(
            index, new VectorIndexSettings(settings.Embedding.Dimensions!.Value, metric), cancellationToken);
    }

    /// <summary>Has the words of a generation read into memory where its searches need them, so that none waits for
    /// it.</summary>
    public Task ReadAheadAsync(IndexId index, CancellationToken cancellationToken) =>
        chunks.FindUnknownTermsAsync(index, ["word"], cancellationToken);

    /// <summary>Removes a generation; what its vector store holds stays there if that is not configured any more.
    /// </summary>
    public async Task DropAsync(IndexId index, string storeName, CancellationToken cancellationToken)
    {
        await chunks.DropAsync(index, cancellationToken);
        if (stores.TryGet(storeName, out IVectorStore? store)) await store.DropAsync(index, cancellationToken);
        else logger.VectorsLeft(index, storeName);
    }
}
