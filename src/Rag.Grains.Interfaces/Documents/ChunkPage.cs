namespace Rag.Grains.Interfaces;

/// <summary>A page of a document's chunks.</summary>
/// <param name="Chunks">The chunks in order.</param>
/// <param name="NextCursor">Opaque; <see langword="null"/> on the last page.</param>
[GenerateSerializer, Immutable, Alias("rag.chunk-page")]
public sealed record ChunkPage([property: Id(0)] IReadOnlyList<ChunkInfo> Chunks, [property: Id(1)] string? NextCursor);
