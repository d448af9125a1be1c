using Rag.Grains.Interfaces;

namespace Rag.Grains.Documents;

/// <summary>What is stored of a document. Blobs, chunks and vectors are not: only their names.</summary>
[GenerateSerializer, Alias("rag.document-state")]
public sealed class DocumentState
{
    /// <summary>One of <see cref="DocumentStatus"/>; <see langword="null"/> if the document does not exist.</summary>
    [Id(0)]
    public string? Status { get; set; }

    /// <summary>Grows with every write; orders the catalog's rows.</summary>
    [Id(1)]
    public long Sequence { get; set; }

    /// <summary>Names the run that may change this document; any other run is fenced.</summary>
    [Id(2)]
    public Guid ExecutionId { get; set; }

    /// <summary>The last accepted upload; <see langword="null"/> if the document does not exist.</summary>
    [Id(3)]
    public AcceptedContent? Accepted { get; set; }

    /// <summary>What searches see; <see langword="null"/> before the first completion.</summary>
    [Id(4)]
    public VisibleContent? Visible { get; set; }

    /// <summary>Runs of the accepted version so far.</summary>
    [Id(5)]
    public int Attempts { get; set; }

    /// <summary>Times that the parser has died of the accepted version.</summary>
    [Id(6)]
    public int ParserDeaths { get; set; }

    /// <summary>Chunks reserved of the collection's quota.</summary>
    [Id(7)]
    public int ReservedChunks { get; set; }

    /// <summary>Bytes reserved of the collection's quota.</summary>
    [Id(8)]
    public long ReservedBytes { get; set; }

    /// <summary>Why it failed.</summary>
    [Id(9)]
    public DocumentError? Error { get; set; }

    /// <summary>When it was first accepted.</summary>
    [Id(10)]
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it last changed.</summary>
    [Id(11)]
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>The visible version as the generation has it that a re-index is making; <see langword="null"/> before.
    /// </summary>
    [Id(12)]
    public VisibleContent? Next { get; set; }

    /// <summary>That generation; something of the document may be there. <see langword="null"/> if nothing is.
    /// </summary>
    [Id(13)]
    public UploadTicket? NextTicket { get; set; }
}
