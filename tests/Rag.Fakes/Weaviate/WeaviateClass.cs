using System.Security.Cryptography;
using Rag.Fakes.Weaviate.Objects;
using Rag.Fakes.Weaviate.Schema;

namespace Rag.Fakes.Weaviate;

/// <summary>A class and what it holds.</summary>
internal sealed class WeaviateClass(ClassDefinition definition)
{
    private const string ShardLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private readonly Shard _only = new(RandomNumberGenerator.GetString(ShardLetters, 12));

    public ClassDefinition Definition { get; set; } = definition;

    public string Name => Definition.Name;

    /// <summary>Empty for a class without tenants.</summary>
    public SortedDictionary<string, Shard> Tenants { get; } = new(StringComparer.Ordinal);

    public IEnumerable<Shard> Shards => Definition.IsMultiTenant ? Tenants.Values : [_only];

    /// <summary>Where the objects of a tenant lie.</summary>
    /// <param name="tenant"><see langword="null"/> or empty for none.</param>
    /// <param name="mayCreate">Whether a write asks: it makes tenants where the class says so.</param>
    /// <exception cref="WeaviateFailure">422: no tenant where one is needed, and the other way round.</exception>
    public Shard Shard(string? tenant, bool mayCreate = false)
    {
        bool hasTenant = !string.IsNullOrEmpty(tenant);
        if (!Definition.IsMultiTenant && hasTenant)
            throw WeaviateFailure.Of(422, $"class {Name} has multi-tenancy disabled, but request was with tenant");
        if (!Definition.IsMultiTenant) return _only;
        if (!hasTenant)
            throw WeaviateFailure.Of(422, $"class {Name} has multi-tenancy enabled, but request was without tenant");
        if (!Tenants.TryGetValue(tenant!, out Shard? found) && mayCreate && Definition.AutoTenantCreation)
            Tenants[tenant!] = found = new Shard(tenant!);
        if (found is null) throw WeaviateFailure.Of(422, $"tenant not found: \"{tenant}\"");
        if (!found.IsActive && Definition.AutoTenantActivation) found.IsActive = true;
        return found.IsActive ? found : throw WeaviateFailure.Of(422, $"tenant not active: '{tenant}'");
    }
}
