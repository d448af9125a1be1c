using Rag.Grains.Documents;
using Rag.Grains.Interfaces;
using Rag.Pipeline;
using Rag.Pipeline.Filtering;

namespace Rag.Grains.Collections;

/// <summary>Lists a collection's documents from the catalog, without waking their grains.</summary>
internal sealed class DocumentListing(IDocumentCatalog catalog)
{
    public async Task<Outcome<DocumentPage>> ListAsync(
        TenantId tenant, CollectionName collection, DocumentListRequest request, CancellationToken cancellationToken)
    {
        if (request.Status is { } status && !DocumentStatus.All.Contains(status))
        {
            return Failures.Invalid($"'status' is '{status}'; it is one of {string.Join(", ", DocumentStatus.All)}.");
        }

        if (!FilterReader.TryRead(request.Filter?.Text, out Filter? filter, out string? problem))
        {
            return Failures.Invalid(problem, "invalid_filter");
        }

        CatalogPage page = await catalog.ListAsync(
            new CatalogQuery(
                tenant.Value, collection.Value, request.Status, filter, request.Cursor, request.Limit),
            cancellationToken);
        return new DocumentPage([.. page.Entries.Select(CatalogRow.Read)], page.NextCursor);
    }
}
