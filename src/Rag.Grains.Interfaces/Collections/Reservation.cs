namespace Rag.Grains.Interfaces;

/// <summary>What a document wants of its collection's quotas: the whole of its use, not the difference.</summary>
/// <param name="DocumentId">The document; a second reservation replaces its first.</param>
/// <param name="Documents">1, or 0 once it is gone.</param>
/// <param name="Chunks">Its chunks.</param>
/// <param name="Bytes">Its upload's bytes.</param>
/// <param name="MetadataKeys">The metadata keys it uses.</param>
[GenerateSerializer, Immutable, Alias("rag.reservation")]
public sealed record Reservation(
    [property: Id(0)] string DocumentId,
    [property: Id(1)] int Documents,
    [property: Id(2)] long Chunks,
    [property: Id(3)] long Bytes,
    [property: Id(4)] IReadOnlyList<string> MetadataKeys);
