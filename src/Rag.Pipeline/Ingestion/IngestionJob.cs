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

    /// <summary>Where the extracted text goes; see <see cref="TextOf"/>.</summary>
    public required BlobId Text { get; init; }

    /// <summary>
    /// Another generation of the index, whose kept vectors serve this one, too; <see langword="null"/> for none.
    /// </summary>
    public IndexId? Former { get; init; }

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
    /// <param name="upload">The upload.</param>
    /// <param name="version">The version that is made of it.</param>
    /// <param name="attempt">1 for the first run of the version, 2 for the next after one that was cut off. Two runs of
    /// one attempt are never at work, whatever happens to the machines they run on.</param>
    /// <param name="besides">The generation that the text is for, if it is not the one in use.</param>
    public static BlobId TextOf(BlobId upload, long version, int attempt, int? besides = null)
    {
        string source = string.Create(
            CultureInfo.InvariantCulture,
            $"text:{upload.Name}:{version}:{attempt}{(besides is { } generation ? $"@{generation}" : "")}");
        byte[] digest = SHA256.HashData(Encoding.UTF8.GetBytes(source));
        return new BlobId(upload.Tenant, new Guid(digest.AsSpan(0, 16)).ToString("n"));
    }
}
