using System.Diagnostics.CodeAnalysis;

namespace Rag.Pipeline;

/// <summary>The configured vector stores by name.</summary>
public interface IVectorStores
{
    /// <summary>The names, ascending.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>The store of a name; <see langword="false"/> if none is configured under it.</summary>
    bool TryGet(string name, [NotNullWhen(true)] out IVectorStore? store);

    /// <summary>The store that a collection was created with.</summary>
    /// <exception cref="StoreException">Code <c>not_configured</c>: it is not configured any more.</exception>
    IVectorStore Get(string name);
}
