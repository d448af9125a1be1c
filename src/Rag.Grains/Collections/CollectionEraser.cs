using Microsoft.Extensions.Logging;
using Rag.Grains.Interfaces;
using Rag.Grains.Stores;
using Rag.Pipeline;

namespace Rag.Grains.Collections;

/// <summary>
/// Clears away what a deleted collection leaves: documents, blobs, chunks, vectors, past
/// questions, catalog rows. Repeatable.
/// </summary>
internal sealed class CollectionEraser(
    IGrainFactory grains,
    IChunkStore chunks,
    IVectorStores stores,
    IDocumentCatalog catalog,
    ILogger<CollectionEraser> logger)
{
    private const int PageSize = 200;

    public async Task EraseAsync(
        TenantId tenant, CollectionName name, IndexId index, string storeName, CancellationToken cancellationToken)
    {
        // First what can be searched, then the documents' grains, which cancel their runs and remove their blobs.
        await chunks.DropAsync(index, cancellationToken);
        while (await ForgetPageAsync(tenant, name, cancellationToken))
        {
        }

        // A run that was cancelled above may have written chunks after the first drop.
        await chunks.DropAsync(index, cancellationToken);
        if (stores.TryGet(storeName, out IVectorStore? store)) await store.DropAsync(index, cancellationToken);
        else logger.VectorsLeft(index, storeName);
        await grains.PastQuestions(tenant, name).ForgetAsync(cancellationToken);
        await catalog.RemoveCollectionAsync(tenant.Value, name.Value, cancellationToken);
    }

    private async Task<bool> ForgetPageAsync(TenantId tenant, CollectionName name, CancellationToken cancellationToken)
    {
        CatalogPage page = await catalog.ListAsync(
            new CatalogQuery(tenant.Value, name.Value, null, null, null, PageSize), cancellationToken);
        foreach (CatalogEntry[] some in page.Entries.Chunk(16))
        {
            await Task.WhenAll(some.Select(entry =>
                grains.Document(tenant, name, DocumentId.Parse(entry.DocumentId)).ForgetAsync(cancellationToken)));
        }

        return page.Entries.Count > 0;
    }
}
