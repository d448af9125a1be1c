using System.Text.Json;
using System.Text.Json.Serialization;
using Rag.Grains.Interfaces;

namespace Rag.Api.Documents;

/// <summary>A document as JSON: exactly one of <c>text</c>, <c>url</c> and <c>chunks</c>.</summary>
internal sealed record DocumentBody
{
    /// <summary>The caller's id, the upsert key; without one the service makes one.</summary>
    public string? DocumentId { get; init; }

    /// <summary>The text; plain unless <see cref="ContentType"/> says otherwise.</summary>
    public string? Text { get; init; }

    /// <summary>Not supported yet.</summary>
    public string? Url { get; init; }

    /// <summary>Ready-made chunks: <c>{text, metadata?, page?, section?, vector?}</c>.</summary>
    public JsonElement? Chunks { get; init; }

    /// <summary>Media type of <see cref="Text"/>, for instance <c>text/markdown</c>.</summary>
    public string? ContentType { get; init; }

    /// <summary>The title; default: what the content says of itself.</summary>
    public string? Title { get; init; }

    /// <summary>The author; default: what the content says of itself.</summary>
    public string? Author { get; init; }

    /// <summary>Flat key-value pairs: strings, numbers, booleans, lists of strings.</summary>
    public RawJson? Metadata { get; init; }

    /// <summary><c>replace</c> (default), <c>skip_unchanged</c> or <c>error</c>.</summary>
    public string? OnConflict { get; init; }

    /// <summary>Overrides the collection's chunking.</summary>
    public ChunkingChoice? Chunking { get; init; }

    /// <summary>The fields that do not depend on how the content came.</summary>
    [JsonIgnore]
    public Uploads.UploadFields Fields => new()
    {
        DocumentId = DocumentId,
        Title = Title,
        Author = Author,
        Metadata = Metadata,
        OnConflict = OnConflict,
        Chunking = Chunking,
    };
}
