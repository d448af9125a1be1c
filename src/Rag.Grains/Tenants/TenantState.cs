namespace Rag.Grains.Tenants;

/// <summary>What is stored of a tenant.</summary>
[GenerateSerializer, Alias("rag.tenant-state")]
public sealed class TenantState
{
    /// <summary>Names of its collections.</summary>
    [Id(0)]
    public SortedSet<string> Collections { get; init; } = new(StringComparer.Ordinal);
}
