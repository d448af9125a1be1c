using System.Text.Json.Serialization;

namespace Rag.Grains.Interfaces;

/// <summary>A document as the contract shows it.</summary>
[GenerateSerializer, Immutable, Alias("rag.document")]
public sealed record DocumentInfo
{
    /// <summary>The document's id.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>Its collection.</summary>
    [Id(1)]
    public required string Collection { get; init; }

    /// <summary>One of <see cref="DocumentStatus"/>.</summary>
    [Id(2)]
    public required string Status { get; init; }

    /// <summary>How far ingestion is; <see langword="null"/> when it has ended.</summary>
    [Id(3)]
    public DocumentProgress? Progress { get; init; }

    /// <summary>How often ingestion of this version was begun.</summary>
    [Id(4)]
    public int Attempts { get; init; }

    /// <summary>Documents of the silo's queue before this one; <see langword="null"/> unless queued.</summary>
    [Id(5)]
    public int? QueuePosition { get; init; }

    /// <summary>Why it failed; <see langword="null"/> otherwise.</summary>
    [Id(6)]
    public DocumentError? Error { get; init; }

    /// <summary>What was lost or doubtful though ingestion went on.</summary>
    [Id(7)]
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The title.</summary>
    [Id(8)]
    public string? Title { get; init; }

    /// <summary>The author.</summary>
    [Id(9)]
    public string? Author { get; init; }

    /// <summary>What the uploader called the file.</summary>
    [Id(10)]
    public string? FileName { get; init; }

    /// <summary>Canonical media type.</summary>
    [Id(11)]
    public string? ContentType { get; init; }

    /// <summary>Size of the upload.</summary>
    [Id(12)]
    public long Bytes { get; init; }

    /// <summary>Number of pages; <see langword="null"/> where the format has none.</summary>
    [Id(13)]
    public int? Pages { get; init; }

    /// <summary>Searchable chunks of the visible version.</summary>
    [Id(14)]
    public int ChunkCount { get; init; }

    /// <summary>Lower-case hexadecimal SHA-256 of the upload.</summary>
    [Id(15)]
    public string? ContentSha256 { get; init; }

    /// <summary>Grows with every accepted content.</summary>
    [Id(16)]
    public long Version { get; init; }

    /// <summary>The model that the chunks were embedded with, as <c>provider/model/dimensions</c>.</summary>
    [Id(17)]
    public string? EmbeddingModel { get; init; }

    /// <summary>The uploader's key-value pairs.</summary>
    [Id(18)]
    public RawJson Metadata { get; init; } = RawJson.EmptyObject;

    /// <summary>When it was first accepted.</summary>
    [Id(19)]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    [Id(20)]
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Only in the answer to an upload: whether the same content was there already.</summary>
    [Id(21)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Deduplicated { get; init; }
}
