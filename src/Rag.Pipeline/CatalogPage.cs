namespace Rag.Pipeline;

/// <summary>A page of the catalog.</summary>
/// <param name="Entries">The rows.</param>
/// <param name="NextCursor">Opaque; <see langword="null"/> on the last page.</param>
public sealed record CatalogPage(IReadOnlyList<CatalogEntry> Entries, string? NextCursor);
