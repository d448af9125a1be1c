using Rag.Pipeline.Filtering;

namespace Rag.Pipeline;

/// <summary>A passage of a document: the unit that is embedded, indexed, found and cited.</summary>
public sealed record Chunk
{
    /// <summary>Derived from document, version and ordinal (<see cref="ChunkId.Create"/>).</summary>
    public required ChunkId Id { get; init; }

    /// <summary>
    /// 0-based position in its document. Invariant: the ordinals of a version are 0..n-1 without gaps.
    /// </summary>
    public required int Ordinal { get; init; }

    /// <summary>The passage as it stands in the document's extracted text.</summary>
    public required string Text { get; init; }

    /// <summary>
    /// What is analysed and embedded: <see cref="Text"/>, with the document's title in front where it has one.
    /// </summary>
    public required string IndexedText { get; init; }

    /// <summary>Where the passage stands in the document.</summary>
    public required ChunkLocation Location { get; init; }

    /// <summary>The document's metadata with the chunk's own pairs laid over it.</summary>
    public required Metadata Metadata { get; init; }
}
