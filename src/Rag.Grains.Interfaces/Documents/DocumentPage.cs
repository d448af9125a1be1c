namespace Rag.Grains.Interfaces;

/// <summary>A page of documents.</summary>
/// <param name="Documents">The documents.</param>
/// <param name="NextCursor">Opaque; <see langword="null"/> on the last page.</param>
[GenerateSerializer, Immutable, Alias("rag.document-page")]
public sealed record DocumentPage(
    [property: Id(0)] IReadOnlyList<DocumentInfo> Documents, [property: Id(1)] string? NextCursor);
