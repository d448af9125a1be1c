using System.Text.Json;
using System.Text.Json.Serialization;
using Rag.Grains.Interfaces;

namespace Rag.Api.Collections;

/// <summary>Body of a change; what is absent or null stays as it is.</summary>
internal sealed record CollectionPatchBody
{
    /// <summary>Free text, at most 2,000 characters.</summary>
    public string? Description { get; init; }

    /// <summary>New hard limits, for those that are given.</summary>
    public Quotas? Quotas { get; init; }

    /// <summary>New rate limits, for those that are given.</summary>
    public RateLimits? Limits { get; init; }

    /// <summary>Not supported yet.</summary>
    public string? ExpiresAfter { get; init; }

    /// <summary>Replaces the caller's metadata.</summary>
    public RawJson? Metadata { get; init; }

    /// <summary>Anything else: fixed for a generation, or unknown.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Others { get; set; }

    /// <summary>The change for the collection's grain.</summary>
    public CollectionPatch ToPatch() =>
        new() { Description = Description, Quotas = Quotas, Limits = Limits, Metadata = Metadata };
}
