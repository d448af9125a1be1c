using System.Diagnostics.CodeAnalysis;
using Rag.ModelProviders.Embedding;
using Rag.Pipeline.Models;

namespace Rag.ModelProviders.OpenAI;

/// <summary>Embedding models behind OpenAI's protocol.</summary>
internal sealed class OpenAIEmbeddingProvider(IOpenAIServers servers) : IEmbeddingProvider
{
    private readonly RemoteEmbeddingModels _models = new(servers.Provider, servers.Section, servers.Options);

    public string Name => servers.Provider;

    public bool TryResolve(
        string? model,
        int? dimensions,
        [NotNullWhen(true)] out EmbeddingModelId? resolved,
        [NotNullWhen(false)] out string? problem)
    {
        resolved = null;
        problem = servers.Problem;
        if (problem is not null) return false;
        if ((model ?? servers.EmbeddingModel) is { } name)
            return _models.TryResolve(name, dimensions, out resolved, out problem);
        problem = $"No embedding model is named; say embedding.model, or configure one in {servers.Section}.";
        return false;
    }

    public EmbeddingModel Create(EmbeddingModelId id) =>
        _models.Create(id, new OpenAIEmbeddingEndpoint(servers.Server, id.Model));
}
