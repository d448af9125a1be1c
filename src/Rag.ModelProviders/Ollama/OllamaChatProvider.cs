using Rag.ModelProviders.Chat;
using Rag.Pipeline.Models;

namespace Rag.ModelProviders.Ollama;

/// <summary>Chat models of an Ollama server.</summary>
internal sealed class OllamaChatProvider(OllamaServer server) : IChatProvider
{
    public string Name => OllamaServer.ProviderName;

    public ChatModel Create(string? model)
    {
        string name = model ?? server.Options.ChatModel;
        return new ChatModel(
            $"{Name}/{name}",
            new RemoteChatClient(new OllamaChatEndpoint(server, name), Name, name),
            server.Options.ContextTokens,
            IsBuiltIn: false);
    }
}
