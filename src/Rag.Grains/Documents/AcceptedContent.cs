using Rag.Grains.Interfaces;

namespace Rag.Grains.Documents;

/// <summary>An accepted upload: what is to be ingested, and how.</summary>
[GenerateSerializer, Immutable, Alias("rag.accepted-content")]
public sealed record AcceptedContent
{
    /// <summary>The upload as it came; its metadata are canonical.</summary>
    [Id(0)]
    public required DocumentUpload Upload { get; init; }

    /// <summary>Canonical media type.</summary>
    [Id(1)]
    public required string ContentType { get; init; }

    /// <summary>The collection's settings at acceptance.</summary>
    [Id(2)]
    public required UploadTicket Ticket { get; init; }

    /// <summary>How to cut, complete.</summary>
    [Id(3)]
    public required ChunkingChoice Chunking { get; init; }

    /// <summary>The document's version.</summary>
    [Id(4)]
    public required long Version { get; init; }

    /// <summary>When it was accepted.</summary>
    [Id(5)]
    public DateTimeOffset AcceptedAt { get; init; }

    /// <summary><see cref="Rag.Pipeline.Parsing.DocumentFormat.Revision"/> of its format at acceptance; 0 for chunks.
    /// </summary>
    [Id(6)]
    public int FormatRevision { get; init; }
}
