namespace Rag.Pipeline.Ingestion;

/// <summary>What a finished run made.</summary>
public sealed record IngestionResult
{
    /// <summary>
    /// <see langword="false"/> if a later version was published or the document deleted meanwhile: nothing of this run
    /// is visible.
    /// </summary>
    public required bool IsPublished { get; init; }

    /// <summary>Number of chunks.</summary>
    public required int Chunks { get; init; }

    /// <summary>The extracted text, UTF-8.</summary>
    public required BlobId Text { get; init; }

    /// <summary>Size of the extracted text.</summary>
    public required long TextBytes { get; init; }

    /// <summary>The title that hits carry.</summary>
    public string? Title { get; init; }

    /// <summary>The author that hits carry.</summary>
    public string? Author { get; init; }

    /// <summary>Number of pages; <see langword="null"/> where the format has none.</summary>
    public int? Pages { get; init; }

    /// <summary>What was lost or doubtful.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
