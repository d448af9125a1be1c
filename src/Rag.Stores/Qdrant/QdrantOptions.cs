using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Rag.Stores.Http;

namespace Rag.Stores.Qdrant;

/// <summary>Settings of the Qdrant store (section <c>Rag:Qdrant</c>); the store is there once <see cref="Url"/> is
/// set.</summary>
public sealed class QdrantOptions : HttpStoreOptions
{
    /// <summary>Address of the REST interface, for instance <c>http://127.0.0.1:6333</c>. No default.</summary>
    [Required]
    public Uri? Url { get; set; }

    /// <summary>The key, sent as <c>api-key</c>. Default: none, for a server without keys.</summary>
    public string? ApiKey { get; set; }

    /// <summary>First part of the names of this product's collections in the server, 1..32 of <c>a-z0-9_-</c>. Default
    /// <c>rag</c>. Two installations on one server need two prefixes.</summary>
    [Required]
    [RegularExpression("[a-z0-9_-]{1,32}")]
    public string Prefix { get; set; } = "rag";

    /// <summary>Most points in one request, 1..10,000. Default 256; requests are also kept below 16 MiB.</summary>
    [Range(1, 10_000)]
    public int MaxBatchPoints { get; set; } = 256;

    /// <summary>Copies of every shard in a cluster, 1..16. Default 1. Acts on indexes that are created from then
    /// on.</summary>
    [Range(1, 16)]
    public int ReplicationFactor { get; set; } = 1;

    /// <summary>Candidates that a search in the server's graph keeps, 0..10,000: more find better and take longer.
    /// Default 0: the server's own.</summary>
    [Range(0, 10_000)]
    public int SearchBreadth { get; set; }
}

/// <summary>Checks the ranges above at start.</summary>
[OptionsValidator]
internal sealed partial class QdrantOptionsValidator : IValidateOptions<QdrantOptions>;
