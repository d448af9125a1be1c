namespace Rag.Grains.Interfaces;

/// <summary>
/// By how much a document's use of its collection's quotas changes. The collection counts again from the catalog from
/// time to time, so a change that was counted twice or not at all heals.
/// </summary>
/// <param name="Documents">-1, 0 or 1.</param>
/// <param name="Chunks">More or fewer chunks.</param>
/// <param name="Bytes">More or fewer bytes of uploads.</param>
/// <param name="MetadataKeys">The metadata keys it uses.</param>
[GenerateSerializer, Immutable, Alias("rag.reservation")]
public sealed record Reservation(
    [property: Id(0)] int Documents,
    [property: Id(1)] long Chunks,
    [property: Id(2)] long Bytes,
    [property: Id(3)] IReadOnlyList<string> MetadataKeys)
{
    /// <summary>Names the change: one that is called twice, because its answer was lost, counts once.</summary>
    [Id(4)]
    public Guid Operation { get; init; } = Guid.NewGuid();
}
