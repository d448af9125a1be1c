using Microsoft.Extensions.Options;
using Rag.Pipeline;
using Rag.Pipeline.Models;

namespace Rag.ModelProviders.Stub;

/// <summary>The stub, for load measurements only.</summary>
internal sealed class StubChatProvider(IOptions<StubOptions> options, TimeProvider time) : IChatProvider
{
    private const int ContextTokens = 1_000_000;

    public string Name => StubChatClient.ProviderName;

    public ChatModel Create(string? model) => model is null or StubChatClient.ModelName
        ? new ChatModel(
            $"{Name}/{StubChatClient.ModelName}",
            new StubChatClient(options.Value, time),
            ContextTokens,
            IsBuiltIn: true)
        : throw new ModelException(
            "unknown_model", $"The provider 'stub' has no model '{model}', only 'fixed-words'.", isTransient: false);
}
