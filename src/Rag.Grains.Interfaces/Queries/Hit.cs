namespace Rag.Grains.Interfaces;

/// <summary>A passage that was found.</summary>
[GenerateSerializer, Immutable, Alias("rag.hit")]
public sealed record Hit
{
    /// <summary>1-based position; also the number that citations use.</summary>
    [Id(0)]
    public required int Rank { get; init; }

    /// <summary>The chunk.</summary>
    [Id(1)]
    public required string ChunkId { get; init; }

    /// <summary>The document.</summary>
    [Id(2)]
    public required string DocumentId { get; init; }

    /// <summary>The document's collection.</summary>
    [Id(3)]
    public required string Collection { get; init; }

    /// <summary>The document's visible version.</summary>
    [Id(4)]
    public required long Version { get; init; }

    /// <summary>The document's title.</summary>
    [Id(5)]
    public string? Title { get; init; }

    /// <summary>The document's author.</summary>
    [Id(6)]
    public string? Author { get; init; }

    /// <summary>The passage.</summary>
    [Id(7)]
    public required string Text { get; init; }

    /// <summary>
    /// The score that orders: in a single-leg mode that leg's; in hybrid mode, and in vector mode over collections
    /// whose similarities cannot be compared, 0..1, relative to this query's lists.
    /// </summary>
    [Id(8)]
    public required double Score { get; init; }

    /// <summary>The parts that the score is made of.</summary>
    [Id(9)]
    public required HitScores Scores { get; init; }

    /// <summary>Where the passage stands.</summary>
    [Id(10)]
    public required HitLocation Location { get; init; }

    /// <summary>The document's metadata with the chunk's own laid over it.</summary>
    [Id(11)]
    public required RawJson Metadata { get; init; }

    /// <summary>The passage with its neighbours, if the request asked to expand.</summary>
    [Id(12)]
    public HitContext? Context { get; init; }
}
