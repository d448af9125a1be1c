using Rag.Pipeline.Parsing;

namespace Rag.Pipeline.Ingestion;

/// <summary>A parsed and cut document, before anything is stored.</summary>
/// <param name="Document">The text and what the parser knows.</param>
/// <param name="Chunks">The chunks, ordinals 0..n-1.</param>
/// <param name="Vectors">The caller's own vectors, one a chunk; <see langword="null"/> to embed.</param>
internal sealed record DocumentContent(
    ParsedDocument Document, IReadOnlyList<Chunk> Chunks, IReadOnlyList<ReadOnlyMemory<float>>? Vectors);
