namespace Rag.Grains.Interfaces;

/// <summary>Where a passage stands in its document's extracted text.</summary>
/// <param name="Page">1-based page; <see langword="null"/> where the format has none.</param>
/// <param name="Section">The headings above it; <see langword="null"/> if none.</param>
/// <param name="CharStart">First character, 0-based, in Unicode code points.</param>
/// <param name="CharEnd">One past the last, in Unicode code points.</param>
[GenerateSerializer, Immutable, Alias("rag.hit-location")]
public sealed record HitLocation(
    [property: Id(0)] int? Page,
    [property: Id(1)] string? Section,
    [property: Id(2)] int CharStart,
    [property: Id(3)] int CharEnd);
