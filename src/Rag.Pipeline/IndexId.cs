namespace Rag.Pipeline;

/// <summary>
/// Where the chunks and vectors of one generation of a collection live. Every store port takes it first, so that no
/// call can be made without a tenant.
/// </summary>
/// <param name="Tenant">The tenant's id, from the authenticated principal, never from a request body.</param>
/// <param name="Collection">The collection's name: 1..63 of <c>a-z0-9_-</c>.</param>
/// <param name="Generation">1-based; a re-index builds generation n+1 beside n, then flips.</param>
public readonly record struct IndexId(string Tenant, string Collection, int Generation)
{
    /// <summary>For logs and error messages: <c>tenant/collection@generation</c>.</summary>
    public override string ToString() => $"{Tenant}/{Collection}@{Generation}";
}
