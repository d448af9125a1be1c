using System.Diagnostics.CodeAnalysis;
using Rag.ModelProviders.Embedding;
using Rag.Pipeline.Models;

namespace Rag.ModelProviders.Ollama;

/// <summary>Embedding models of an Ollama server.</summary>
internal sealed class OllamaEmbeddingProvider(OllamaServer server) : IEmbeddingProvider
{
    private readonly RemoteEmbeddingModels _models = new(
        OllamaServer.ProviderName, OllamaOptions.Section, server.Options);

    public string Name => OllamaServer.ProviderName;

    public bool TryResolve(
        string? model,
        int? dimensions,
        [NotNullWhen(true)] out EmbeddingModelId? resolved,
        [NotNullWhen(false)] out string? problem) =>
        _models.TryResolve(model ?? server.Options.EmbeddingModel, dimensions, out resolved, out problem);

    public EmbeddingModel Create(EmbeddingModelId id) =>
        _models.Create(id, new OllamaEmbeddingEndpoint(server, id.Model));
}
