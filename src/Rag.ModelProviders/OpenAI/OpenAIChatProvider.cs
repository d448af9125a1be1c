using Rag.ModelProviders.Chat;
using Rag.Pipeline;
using Rag.Pipeline.Models;

namespace Rag.ModelProviders.OpenAI;

/// <summary>Chat models behind OpenAI's protocol.</summary>
internal sealed class OpenAIChatProvider(IOpenAIServers servers) : IChatProvider
{
    public string Name => servers.Provider;

    public ChatModel Create(string? model)
    {
        if (servers.Problem is { } problem) throw NotConfigured(problem);
        string name = model ?? servers.ChatModel
            ?? throw NotConfigured($"No chat model is named; configure one in {servers.Section}.");
        return new ChatModel(
            $"{Name}/{name}",
            new RemoteChatClient(new OpenAIChatEndpoint(servers.Server, name), Name, name),
            servers.ContextTokens,
            IsBuiltIn: false);
    }

    private static ModelException NotConfigured(string problem) => new("not_configured", problem, isTransient: false);
}
