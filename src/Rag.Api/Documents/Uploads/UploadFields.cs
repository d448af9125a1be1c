using Rag.Grains.Interfaces;

namespace Rag.Api.Documents.Uploads;

/// <summary>What an upload says beside its content.</summary>
internal sealed record UploadFields
{
    /// <summary>The caller's id; <see langword="null"/> for one that the service makes.</summary>
    public string? DocumentId { get; init; }

    /// <summary>The title.</summary>
    public string? Title { get; init; }

    /// <summary>The author.</summary>
    public string? Author { get; init; }

    /// <summary>Flat key-value pairs; judged by the pipeline.</summary>
    public RawJson? Metadata { get; init; }

    /// <summary><c>replace</c>, <c>skip_unchanged</c> or <c>error</c>.</summary>
    public string? OnConflict { get; init; }

    /// <summary>Overrides the collection's chunking.</summary>
    public ChunkingChoice? Chunking { get; init; }
}
