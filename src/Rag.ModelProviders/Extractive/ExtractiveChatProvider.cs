using Microsoft.Extensions.Options;
using Rag.Pipeline;
using Rag.Pipeline.Models;

namespace Rag.ModelProviders.Extractive;

/// <summary>The built-in answers: quotes of the sources.</summary>
internal sealed class ExtractiveChatProvider(IOptions<ExtractiveOptions> options) : IChatProvider
{
    /// <summary>Far above any number of passages: reading them costs no memory of a model.</summary>
    private const int ContextTokens = 1_000_000;

    public string Name => ExtractiveChatClient.ProviderName;

    public ChatModel Create(string? model) => model is null or ExtractiveChatClient.ModelName
        ? new ChatModel(
            $"{Name}/{ExtractiveChatClient.ModelName}",
            new ExtractiveChatClient(options.Value),
            ContextTokens,
            IsBuiltIn: true)
        : throw new ModelException(
            "unknown_model",
            $"The provider '{Name}' has no model '{model}', only '{ExtractiveChatClient.ModelName}'.",
            isTransient: false);
}
