using System.Diagnostics.CodeAnalysis;

namespace Rag.Pipeline;

/// <summary>The configured rerankers by name.</summary>
public interface IRerankers
{
    /// <summary>The names, ascending.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>The name that <c>rerank: true</c> means.</summary>
    string Default { get; }

    /// <summary>The reranker of a name; <see langword="false"/> if none is configured under it.</summary>
    bool TryGet(string name, [NotNullWhen(true)] out IReranker? reranker);
}
