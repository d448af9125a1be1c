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
}
