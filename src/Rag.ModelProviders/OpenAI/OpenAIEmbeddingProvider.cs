using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using Rag.ModelProviders.Embedding;
using Rag.Pipeline.Models;

namespace Rag.ModelProviders.OpenAI;

/// <summary>Embedding models behind OpenAI's protocol.</summary>
internal sealed class OpenAIEmbeddingProvider(OpenAIServers servers, IOptions<OpenAIOptions> options)
    : IEmbeddingProvider
{
    public const string ProviderName = "openai";

    private const string DefaultModel = "text-embedding-3-small";

    private readonly RemoteEmbeddingModels _models = new(ProviderName, OpenAIOptions.Section, options.Value);

    public string Name => ProviderName;

    public bool TryResolve(
        string? model,
        int? dimensions,
        [NotNullWhen(true)] out EmbeddingModelId? resolved,
        [NotNullWhen(false)] out string? problem)
    {
        resolved = null;
        problem = servers.Problem;
        return problem is null
            && _models.TryResolve(
                model ?? options.Value.EmbeddingModel ?? DefaultModel, dimensions, out resolved, out problem);
    }

    public EmbeddingModel Create(EmbeddingModelId id) =>
        _models.Create(id, new OpenAIEmbeddingEndpoint(servers.Server, id.Model));
}
