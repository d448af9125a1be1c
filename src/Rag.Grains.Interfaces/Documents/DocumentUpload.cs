namespace Rag.Grains.Interfaces;

/// <summary>A document to ingest. Its content is in a completed blob; metadata are judged by the pipeline.</summary>
[GenerateSerializer, Immutable, Alias("rag.document-upload")]
public sealed record DocumentUpload
{
    /// <summary>Content type of a list of ready-made chunks.</summary>
    public const string ChunksContentType = "application/vnd.rag.chunks+json";

    /// <summary>Name of the blob that holds the content.</summary>
    [Id(0)]
    public required string Blob { get; init; }

    /// <summary>Size of the content in bytes.</summary>
    [Id(1)]
    public required long Bytes { get; init; }

    /// <summary>Lower-case hexadecimal SHA-256 of the content.</summary>
    [Id(2)]
    public required string Sha256 { get; init; }

    /// <summary>What the uploader declared; <see langword="null"/> if nothing.</summary>
    [Id(3)]
    public string? ContentType { get; init; }

    /// <summary>What the uploader called the file; metadata only.</summary>
    [Id(4)]
    public string? FileName { get; init; }

    /// <summary>Overrides the file's own title.</summary>
    [Id(5)]
    public string? Title { get; init; }

    /// <summary>Overrides the file's own author.</summary>
    [Id(6)]
    public string? Author { get; init; }

    /// <summary>Flat key-value pairs.</summary>
    [Id(7)]
    public RawJson Metadata { get; init; } = RawJson.EmptyObject;

    /// <summary><c>replace</c> (default), <c>skip_unchanged</c> or <c>error</c>.</summary>
    [Id(8)]
    public string? OnConflict { get; init; }

    /// <summary>Overrides the collection's chunking.</summary>
    [Id(9)]
    public ChunkingChoice? Chunking { get; init; }

    /// <summary>The caller's idempotency key; the same key with another content is refused.</summary>
    [Id(10)]
    public string? IdempotencyKey { get; init; }
}
