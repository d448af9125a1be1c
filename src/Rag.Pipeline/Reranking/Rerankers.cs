using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace Rag.Pipeline.Reranking;

/// <summary>Finds a registered reranker by its name.</summary>
internal sealed class Rerankers(IEnumerable<IReranker> rerankers, IOptions<RerankingOptions> options) : IRerankers
{
    private readonly FrozenDictionary<string, IReranker> _rerankers =
        rerankers.ToFrozenDictionary(reranker => reranker.Name, StringComparer.Ordinal);

    public IReadOnlyList<string> Names => [.. _rerankers.Keys.Order(StringComparer.Ordinal)];

    public string Default => options.Value.Default;

    public bool TryGet(string name, [NotNullWhen(true)] out IReranker? reranker) =>
        _rerankers.TryGetValue(name, out reranker);
}
