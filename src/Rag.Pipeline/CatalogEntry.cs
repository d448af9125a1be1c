using Rag.Pipeline.Filtering;

namespace Rag.Pipeline;

/// <summary>A document's row in the catalog.</summary>
public sealed record CatalogEntry
{
    /// <summary>The owner.</summary>
    public required string Tenant { get; init; }

    /// <summary>The collection's name.</summary>
    public required string Collection { get; init; }

    /// <summary>The document's id.</summary>
    public required string DocumentId { get; init; }

    /// <summary>Grows with every change of the document; orders concurrent writes.</summary>
    public required long Sequence { get; init; }

    /// <summary>One of the contract's statuses, for instance <c>queued</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Whether work remains to be done: the watchdog looks for these.</summary>
    public required bool IsUnfinished { get; init; }

    /// <summary>Size of the upload in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Visible chunks.</summary>
    public required int Chunks { get; init; }

    /// <summary>What list filters see.</summary>
    public required Metadata Metadata { get; init; }

    /// <summary>When the document was first accepted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its grain last said that it is being worked on.</summary>
    public required DateTimeOffset HeardAt { get; init; }

    /// <summary>The document object of the HTTP contract, serialised by its grain; opaque here.</summary>
    public required string Json { get; init; }
}
