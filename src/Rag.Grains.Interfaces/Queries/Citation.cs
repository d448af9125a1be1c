namespace Rag.Grains.Interfaces;

/// <summary>A part of an answer and the passage that it rests on.</summary>
/// <param name="Id">1-based number of the source, as in the marker <c>[n]</c>.</param>
/// <param name="Start">First character of the supported part, in code points of the answer.</param>
/// <param name="End">One past its last character (the marker not included).</param>
/// <param name="DocumentId">The source's document.</param>
/// <param name="ChunkId">The source's chunk.</param>
/// <param name="Page">The source's page; <see langword="null"/> where the format has none.</param>
/// <param name="Quote">The supporting words of the source; <see langword="null"/> if none were found.</param>
/// <param name="Verified">Whether the source really says it (verbatim, or by overlap of words).</param>
[GenerateSerializer, Immutable, Alias("rag.citation")]
public sealed record Citation(
    [property: Id(0)] int Id,
    [property: Id(1)] int Start,
    [property: Id(2)] int End,
    [property: Id(3)] string DocumentId,
    [property: Id(4)] string ChunkId,
    [property: Id(5)] int? Page,
    [property: Id(6)] string? Quote,
    [property: Id(7)] bool Verified);
