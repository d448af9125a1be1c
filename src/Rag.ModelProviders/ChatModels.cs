using Microsoft.Extensions.Options;
using Rag.Pipeline.Models;

namespace Rag.ModelProviders;

/// <summary>The configured chat models.</summary>
internal sealed class ChatModels : IChatModels
{
    public ChatModels(IEnumerable<IChatProvider> providers, IOptions<ModelOptions> options)
    {
        string name = options.Value.ChatProvider;
        IChatProvider? provider = providers.FirstOrDefault(provider => provider.Name == name);
        Answering = provider?.Create(options.Value.ChatModel) ?? throw new OptionsValidationException(
            nameof(ModelOptions),
            typeof(ModelOptions),
            [
                $"Models:ChatProvider is '{name}'; configured are " +
                $"{string.Join(", ", providers.Select(p => p.Name).Order(StringComparer.Ordinal))}.",
            ]);
    }

    public ChatModel Answering { get; }
}
