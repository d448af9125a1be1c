using System.ComponentModel.DataAnnotations;

namespace Rag.Grains.Tenants;

/// <summary>Limits of a tenant.</summary>
public sealed class TenantOptions
{
    /// <summary>Most collections of a tenant. Default: 1,000. Range: 1..10,000.</summary>
    [Range(1, 10_000)]
    public int MaxCollections { get; set; } = 1_000;
}
