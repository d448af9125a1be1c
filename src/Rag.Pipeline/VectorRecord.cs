using Rag.Pipeline.Filtering;

namespace Rag.Pipeline;

/// <summary>A vector to store.</summary>
/// <param name="Id">The chunk it stands for.</param>
/// <param name="Document">The document and version that the chunk belongs to.</param>
/// <param name="Vector">Finite values, as many as the index has dimensions, not all zero for the cosine metric.</param>
/// <param name="Metadata">What filters see.</param>
public sealed record VectorRecord(
    ChunkId Id, DocumentVersion Document, ReadOnlyMemory<float> Vector, Metadata Metadata);
