namespace Rag.Grains.Interfaces;

/// <summary>A chunk of a document as the contract shows it.</summary>
[GenerateSerializer, Immutable, Alias("rag.chunk")]
public sealed record ChunkInfo
{
    /// <summary>The chunk's id.</summary>
    [Id(0)]
    public required string ChunkId { get; init; }

    /// <summary>0-based position in its document.</summary>
    [Id(1)]
    public required int Ordinal { get; init; }

    /// <summary>The passage.</summary>
    [Id(2)]
    public required string Text { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(3)]
    public required HitLocation Location { get; init; }

    /// <summary>The document's metadata with the chunk's own laid over it.</summary>
    [Id(4)]
    public required RawJson Metadata { get; init; }
}
