namespace Rag.Grains.Interfaces;

/// <summary>A page of a collection's documents, newest first.</summary>
/// <param name="Status">Only this status; <see langword="null"/> for all.</param>
/// <param name="Filter">A filter on metadata; <see langword="null"/> for all.</param>
/// <param name="Cursor">Where the page before ended; <see langword="null"/> to begin.</param>
/// <param name="Limit">Documents a page, 1..1,000.</param>
[GenerateSerializer, Immutable, Alias("rag.document-list-request")]
public sealed record DocumentListRequest(
    [property: Id(0)] string? Status,
    [property: Id(1)] RawJson? Filter,
    [property: Id(2)] string? Cursor,
    [property: Id(3)] int Limit);
