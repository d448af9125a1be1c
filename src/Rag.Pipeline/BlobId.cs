namespace Rag.Pipeline;

/// <summary>Name of a blob within its tenant.</summary>
/// <param name="Tenant">The owner.</param>
/// <param name="Name">32 hexadecimal digits, generated.</param>
public readonly record struct BlobId(string Tenant, string Name)
{
    /// <summary>A new, unguessable name for a tenant's blob.</summary>
    public static BlobId Create(string tenant) => new(tenant, Guid.NewGuid().ToString("n"));
}
