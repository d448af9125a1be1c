namespace Rag.Grains.Interfaces;

/// <summary>The statuses of a document, as the contract spells them.</summary>
public static class DocumentStatus
{
    /// <summary>Accepted, waiting for its turn.</summary>
    public const string Queued = "queued";

    /// <summary>Text is being extracted.</summary>
    public const string Parsing = "parsing";

    /// <summary>Text is being cut.</summary>
    public const string Chunking = "chunking";

    /// <summary>Chunks are being embedded.</summary>
    public const string Embedding = "embedding";

    /// <summary>Chunks and vectors are being stored.</summary>
    public const string Indexing = "indexing";

    /// <summary>Searchable.</summary>
    public const string Completed = "completed";

    /// <summary>Given up; the document's error says why.</summary>
    public const string Failed = "failed";

    /// <summary>Stopped by the user.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Invisible, being cleared away.</summary>
    public const string Deleting = "deleting";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Queued, Parsing, Chunking, Embedding, Indexing, Completed, Failed, Cancelled, Deleting];

    /// <summary>Whether ingestion has come to an end.</summary>
    public static bool IsFinal(string status) => status is Completed or Failed or Cancelled;
}
