using Rag.Pipeline.Filtering;

namespace Rag.Pipeline;

/// <summary>A visible chunk together with what is known of its document.</summary>
public sealed record StoredChunk
{
    /// <summary>The chunk's id.</summary>
    public required ChunkId Id { get; init; }

    /// <summary>The document and the visible version that the chunk belongs to.</summary>
    public required DocumentVersion Document { get; init; }

    /// <summary>0-based position in its document.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The passage as it stands in the extracted text.</summary>
    public required string Text { get; init; }

    /// <summary>Where the passage stands.</summary>
    public required ChunkLocation Location { get; init; }

    /// <summary>The document's title, if it has one.</summary>
    public string? Title { get; init; }

    /// <summary>The document's author, if known.</summary>
    public string? Author { get; init; }

    /// <summary>The document's metadata with the chunk's own laid over it.</summary>
    public required Metadata Metadata { get; init; }
}
