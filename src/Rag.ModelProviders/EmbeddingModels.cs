using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using Rag.Pipeline;
using Rag.Pipeline.Models;

namespace Rag.ModelProviders;

/// <summary>The embedding models of all configured providers.</summary>
internal sealed class EmbeddingModels(IEnumerable<IEmbeddingProvider> providers, IOptions<ModelOptions> options)
    : IEmbeddingModels
{
    private readonly FrozenDictionary<string, IEmbeddingProvider> _providers =
        providers.ToFrozenDictionary(provider => provider.Name, StringComparer.Ordinal);

    private readonly ConcurrentDictionary<EmbeddingModelId, EmbeddingModel> _models = new();

    public bool TryResolve(
        string? provider,
        string? model,
        int? dimensions,
        [NotNullWhen(true)] out EmbeddingModelId? resolved,
        [NotNullWhen(false)] out string? problem)
    {
        ModelOptions defaults = options.Value;
        bool isDefault = provider is null || provider == defaults.EmbeddingProvider;
        string name = provider ?? defaults.EmbeddingProvider;
        if (_providers.TryGetValue(name, out IEmbeddingProvider? found))
        {
            return found.TryResolve(
                model ?? (isDefault ? defaults.EmbeddingModel : null),
                dimensions ?? (isDefault && model is null ? defaults.EmbeddingDimensions : null),
                out resolved,
                out problem);
        }

        resolved = null;
        problem = $"The embedding provider '{name}' is not configured; configured are {Names}.";
        return false;
    }

    public EmbeddingModel Get(EmbeddingModelId id) => _models.GetOrAdd(id, Create);

    private string Names => string.Join(", ", _providers.Keys.Order(StringComparer.Ordinal));

    private EmbeddingModel Create(EmbeddingModelId id) =>
        _providers.TryGetValue(id.Provider, out IEmbeddingProvider? provider)
            ? provider.Create(id)
            : throw new ModelException(
                "not_configured",
                $"The embedding provider '{id.Provider}' is not configured any more; configured are {Names}.",
                isTransient: false);
}
