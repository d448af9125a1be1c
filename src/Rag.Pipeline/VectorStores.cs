using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Rag.Pipeline;

/// <summary>Finds a registered vector store by its name.</summary>
public sealed class VectorStores(IEnumerable<IVectorStore> stores) : IVectorStores
{
    private readonly FrozenDictionary<string, IVectorStore> _stores =
        stores.ToFrozenDictionary(store => store.Name, StringComparer.Ordinal);

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => [.. _stores.Keys.Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public bool TryGet(string name, [NotNullWhen(true)] out IVectorStore? store) =>
        _stores.TryGetValue(name, out store);

    /// <inheritdoc/>
    public IVectorStore Get(string name) => TryGet(name, out IVectorStore? store)
        ? store
        : throw new StoreException(
            "not_configured",
            $"The collection's vector store '{name}' is not configured; configured are {string.Join(", ", Names)}. " +
            "Configure it again, or delete the collection and create it with one of these.",
            isTransient: false);
}
