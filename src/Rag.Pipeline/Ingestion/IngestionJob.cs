using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Rag.Pipeline.Chunking;
using Rag.Pipeline.Filtering;
using Rag.Pipeline.Models;

namespace Rag.Pipeline.Ingestion;

/// <summary>One version of a document to ingest.</summary>
public sealed record IngestionJob
{
    /// <summary>Where its chunks go.</summary>
    public required IndexId Index { get; init; }

    /// <summary>The document and its version.</summary>
    public required DocumentVersion Document { get; init; }

    /// <summary>The upload.</summary>
    public required BlobId Content { get; init; }

    /// <summary>
    /// 1 for the first run of the version, 2 for the next after one that was cut off. Two runs of one attempt are never
    /// at work, whatever happens to the machines they run on.
    /// </summary>
    public required int Attempt { get; init; }

    /// <summary>Canonical media type.</summary>
    public required string ContentType { get; init; }

    /// <summary>What the uploader called the file.</summary>
    public string? FileName { get; init; }

    /// <summary>Overrides the file's own title.</summary>
    public string? Title { get; init; }

    /// <summary>Overrides the file's own author.</summary>
    public string? Author { get; init; }

    /// <summary>The uploader's key-value pairs.</summary>
    public required Metadata Metadata { get; init; }

    /// <summary>How to cut.</summary>
    public required ChunkingSettings Chunking { get; init; }

    /// <summary>The model to embed with.</summary>
    public required EmbeddingModelId Model { get; init; }

    /// <summary>Name of the vector store.</summary>
    public required string Store { get; init; }

    /// <summary>
    /// Where an attempt keeps the extracted text. Each has a place of its own, so that one which was given up for dead
    /// and wakes again cannot touch the text of its successor.
    /// </summary>
    public static BlobId TextOf(BlobId upload, long version, int attempt)
    {
        string source = string.Create(CultureInfo.InvariantCulture, $"text:{upload.Name}:{version}:{attempt}");
        byte[] digest = SHA256.HashData(Encoding.UTF8.GetBytes(source));
        return new BlobId(upload.Tenant, new Guid(digest.AsSpan(0, 16)).ToString("n"));
    }
}
