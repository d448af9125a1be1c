using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Rag.Stores.Http;

namespace Rag.Stores.Weaviate;

/// <summary>Settings of the Weaviate store (section <c>Rag:Weaviate</c>); the store is there once <see cref="Url"/> is
/// set.</summary>
public sealed class WeaviateOptions : HttpStoreOptions
{
    /// <summary>Address of the REST interface, for instance <c>http://127.0.0.1:8080</c>, without <c>/v1</c>. No
    /// default.</summary>
    [Required]
    public Uri? Url { get; set; }

    /// <summary>The API key, sent as <c>Authorization: Bearer</c>. It must be allowed to read all collections, because
    /// the server's GraphQL asks for that. Default: none, for a server with anonymous access.</summary>
    public string? ApiKey { get; set; }

    /// <summary>First part of the names of this product's classes in the server: a letter and up to 31 of
    /// <c>a-z0-9_-</c>. Default <c>rag</c>. Two installations on one server need two prefixes.</summary>
    [Required]
    [RegularExpression("[a-z][a-z0-9_-]{0,31}")]
    public string Prefix { get; set; } = "rag";

    /// <summary>Most objects in one request, 1..10,000. Default 200; requests are also kept near 8 MB.</summary>
    [Range(1, 10_000)]
    public int MaxBatchObjects { get; set; } = 200;

    /// <summary>Copies of every shard in a cluster, 1..16, at most as many as it has nodes. Default 1. Acts on indexes
    /// that are created from then on.</summary>
    [Range(1, 16)]
    public int ReplicationFactor { get; set; } = 1;
}

/// <summary>Checks the ranges above at start.</summary>
[OptionsValidator]
internal sealed partial class WeaviateOptionsValidator : IValidateOptions<WeaviateOptions>;
