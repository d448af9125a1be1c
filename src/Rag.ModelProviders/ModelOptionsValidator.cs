using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Rag.ModelProviders.Fallback;
using Rag.Pipeline;

namespace Rag.ModelProviders;

/// <summary>Fails the start, not the first question, where the configured models cannot be had.</summary>
internal sealed class ModelOptionsValidator(
    IEnumerable<IEmbeddingProvider> embeddings, IEnumerable<IChatProvider> chats) : IValidateOptions<ModelOptions>
{
    public ValidateOptionsResult Validate(string? name, ModelOptions options)
    {
        var failures = new List<string>();
        if (embeddings.FirstOrDefault(provider => provider.Name == options.EmbeddingProvider) is not { } embedding)
        {
            failures.Add(Unknown("EmbeddingProvider", options.EmbeddingProvider, embeddings.Select(p => p.Name)));
        }
        else if (!embedding.TryResolve(
            options.EmbeddingModel, options.EmbeddingDimensions, out _, out string? problem))
        {
            failures.Add($"Rag:Models:EmbeddingProvider is '{options.EmbeddingProvider}': {problem}");
        }

        var models = new ChatModels(chats, Options.Create(options), NullLogger<FallbackChatClient>.Instance);
        string setting = options.Chat.Count > 0 ? "Chat" : "ChatProvider";
        try
        {
            _ = models.Answering;
        }
        catch (ModelException exception)
        {
            failures.Add($"Rag:Models:{setting}: {exception.Message}");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static string Unknown(string setting, string value, IEnumerable<string> names) =>
        $"Rag:Models:{setting} is '{value}'; known are {string.Join(", ", names.Order(StringComparer.Ordinal))}.";
}
