using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rag.ModelProviders.Fallback;
using Rag.Pipeline;
using Rag.Pipeline.Models;

namespace Rag.ModelProviders;

/// <summary>The chat models of all configured providers, and chains of them.</summary>
internal sealed class ChatModels(
    IEnumerable<IChatProvider> providers, IOptions<ModelOptions> options, ILogger<FallbackChatClient> logger)
    : IChatModels
{
    private readonly ConcurrentDictionary<string, ChatModel> _models = new(StringComparer.Ordinal);
    private readonly Lazy<ChatModel> _answering = new(() => Chain(options.Value.Chat, providers, logger)
        ?? Create(options.Value.ChatProvider, options.Value.ChatModel, providers));

    public ChatModel Answering => _answering.Value;

    public bool TryResolve(
        string choice, [NotNullWhen(true)] out ChatModel? model, [NotNullWhen(false)] out string? problem)
    {
        try
        {
            model = _models.GetOrAdd(choice, name => Named(name, providers));
            problem = null;
            return true;
        }
        catch (ModelException exception)
        {
            model = null;
            problem = exception.Message;
            return false;
        }
    }

    /// <summary><see langword="null"/> for an empty chain; a chain of one is that one.</summary>
    private static ChatModel? Chain(
        IEnumerable<string> choices, IEnumerable<IChatProvider> providers, ILogger logger)
    {
        ChatModel[] chain = [.. choices.Select(choice => Named(choice, providers))];
        if (chain.Length < 2) return chain.FirstOrDefault();
        return new ChatModel(
            string.Join(", ", chain.Select(model => model.Name)),
            new FallbackChatClient(chain, logger),
            chain.Min(model => model.ContextTokens),
            chain.All(model => model.IsBuiltIn)) { Chain = chain };
    }

    /// <summary><c>provider</c> or <c>provider/model</c>; a model's own name may hold slashes.</summary>
    private static ChatModel Named(string choice, IEnumerable<IChatProvider> providers)
    {
        int slash = choice.IndexOf('/', StringComparison.Ordinal);
        return slash < 0
            ? Create(choice, null, providers)
            : Create(choice[..slash], choice[(slash + 1)..], providers);
    }

    private static ChatModel Create(string name, string? model, IEnumerable<IChatProvider> providers) =>
        providers.FirstOrDefault(provider => provider.Name == name)?.Create(model) ?? throw new ModelException(
            "not_configured",
            $"There is no chat provider '{name}'; known are " +
            $"{string.Join(", ", providers.Select(provider => provider.Name).Order(StringComparer.Ordinal))}.",
            isTransient: false);
}
