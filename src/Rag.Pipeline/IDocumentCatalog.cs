namespace Rag.Pipeline;

/// <summary>
/// The list of documents: what each one's grain last said of itself, so that listing and counting need not wake grains.
/// The grain's own state decides; the catalog row is written before acceptance and after every change of status.
/// Failures are <see cref="StoreException"/>.
/// </summary>
public interface IDocumentCatalog
{
    /// <summary>
    /// Writes a document's row. A row whose <see cref="CatalogEntry.Sequence"/> is not greater than the stored one is
    /// ignored, so late writes cannot overwrite newer ones.
    /// </summary>
    Task PutAsync(CatalogEntry entry, CancellationToken cancellationToken);

    /// <summary>Removes a document's row; an unknown one is ignored.</summary>
    Task RemoveAsync(string tenant, string collection, string documentId, CancellationToken cancellationToken);

    /// <summary>Removes all rows of a collection.</summary>
    Task RemoveCollectionAsync(string tenant, string collection, CancellationToken cancellationToken);

    /// <summary>Rows of a collection ordered by (created, id), newest first, after a cursor.</summary>
    Task<CatalogPage> ListAsync(CatalogQuery query, CancellationToken cancellationToken);

    /// <summary>Documents, chunks and bytes of a collection, failed and unfinished ones included.</summary>
    Task<CatalogUsage> CountAsync(string tenant, string collection, CancellationToken cancellationToken);

    /// <summary>
    /// Documents of all tenants whose work is not finished and that were last heard of before
    /// <paramref name="silentSince"/>, oldest first.
    /// </summary>
    Task<IReadOnlyList<CatalogEntry>> ListUnfinishedAsync(
        DateTimeOffset silentSince, int limit, CancellationToken cancellationToken);

    /// <summary>Says that work on a document goes on, without changing its row otherwise.</summary>
    Task TouchAsync(
        string tenant, string collection, string documentId, DateTimeOffset now, CancellationToken cancellationToken);
}
