using Rag.Pipeline.Filtering;

namespace Rag.Pipeline;

/// <summary>A page of a collection's documents.</summary>
/// <param name="Tenant">The owner.</param>
/// <param name="Collection">The collection.</param>
/// <param name="Status">Only documents of this status; <see langword="null"/> for all.</param>
/// <param name="Filter">Only documents whose metadata match; <see langword="null"/> for all.</param>
/// <param name="Cursor">
/// Where the page before ended (<see cref="CatalogPage.NextCursor"/>); <see langword="null"/> to begin.
/// </param>
/// <param name="Limit">Rows a page, 1..1,000.</param>
public sealed record CatalogQuery(
    string Tenant, string Collection, string? Status, Filter? Filter, string? Cursor, int Limit);
