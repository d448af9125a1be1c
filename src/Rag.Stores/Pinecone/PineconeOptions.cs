using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Rag.Stores.Http;

namespace Rag.Stores.Pinecone;

/// <summary>Settings of the Pinecone store (section <c>Rag:Pinecone</c>); the store is there once <see cref="ApiKey"/>
/// is set. It needs serverless indexes.</summary>
public sealed class PineconeOptions : HttpStoreOptions
{
    /// <summary>The key of a project, sent as <c>Api-Key</c>. No default.</summary>
    [Required]
    public string? ApiKey { get; set; }

    /// <summary>Address of the control plane, through which indexes are found and made. Default
    /// <c>https://api.pinecone.io</c>.</summary>
    [Required]
    public Uri ControlUrl { get; set; } = new("https://api.pinecone.io");

    /// <summary>Address of one index, for keys without rights on the control plane: only collections of its dimension
    /// and metric can be made then. Default: none; an index for each dimension and metric is found or made.</summary>
    public Uri? Host { get; set; }

    /// <summary>Where indexes are made: <c>aws</c>, <c>gcp</c> or <c>azure</c>. Default <c>aws</c>.</summary>
    [Required]
    [RegularExpression("aws|gcp|azure")]
    public string Cloud { get; set; } = "aws";

    /// <summary>The cloud's region. Default <c>us-east-1</c>.</summary>
    [Required]
    public string Region { get; set; } = "us-east-1";

    /// <summary>First part of the names of this product's indexes and namespaces, 1..20 of <c>a-z0-9-</c>, the ends no
    /// <c>-</c>. Default <c>rag</c>. Two installations in one project need two prefixes.</summary>
    [Required]
    [RegularExpression("[a-z0-9]([a-z0-9-]{0,18}[a-z0-9])?")]
    public string Prefix { get; set; } = "rag";

    /// <summary>Most vectors in one request, 1..1,000. Default 500; requests are also kept below 2 MB.</summary>
    [Range(1, 1_000)]
    public int MaxBatchVectors { get; set; } = 500;
}

/// <summary>Checks the ranges above at start.</summary>
[OptionsValidator]
internal sealed partial class PineconeOptionsValidator : IValidateOptions<PineconeOptions>;
