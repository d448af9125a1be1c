using Rag.Grains.Interfaces;
using Rag.Pipeline;

namespace Rag.Grains.Collections;

/// <summary>
/// Clears away what a deleted collection leaves: documents, blobs, chunks, vectors, past
/// questions, catalog rows. Repeatable.
/// </summary>
internal sealed class CollectionEraser(
    IGrainFactory grains, IChunkStore chunks, CollectionIndexes indexes, IDocumentCatalog catalog)
{
    private const int PageSize = 200;

    /// <summary>Erases what a collection has.</summary>
    /// <param name="tenant">Its owner.</param>
    /// <param name="name">Its name.</param>
    /// <param name="generations">Its indexes and their vector stores.</param>
    /// <param name="cancellationToken">Cuts it off; it is to be repeated then.</param>
    public async Task EraseAsync(
        TenantId tenant,
        CollectionName name,
        IReadOnlyList<(IndexId Index, string Store)> generations,
        CancellationToken cancellationToken)
    {
        // First what can be searched, then the documents' grains, which cancel their runs and remove their blobs.
        foreach ((IndexId index, _) in generations) await chunks.DropAsync(index, cancellationToken);
        while (await ForgetPageAsync(tenant, name, cancellationToken))
        {
        }

        // A run that was cancelled above may have written chunks after the first drop.
        foreach ((IndexId index, string store) in generations)
            await indexes.DropAsync(index, store, cancellationToken);
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
