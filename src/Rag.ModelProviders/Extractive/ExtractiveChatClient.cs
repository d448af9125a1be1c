using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Rag.Pipeline.Prompting;

namespace Rag.ModelProviders.Extractive;

/// <summary>
/// Answers with the sentences of the sources that fit the question best, word for word, each followed by its marker
/// <c>[n]</c>; abstains where the sources cover too little of the question. Reads the typed
/// <see cref="Grounding"/> from the options, not the messages. Writes nothing of its own, so it can neither invent nor
/// reason: it is what answers when no language model is configured. Thread-safe.
/// </summary>
/// <param name="settings">Threshold and length.</param>
internal sealed class ExtractiveChatClient(ExtractiveOptions settings) : IChatClient
{
    public const string ProviderName = "extractive";
    public const string ModelName = "quote-sentences-v1";

    private static readonly ChatClientMetadata Metadata = new(ProviderName, null, ModelName);

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        object? value = null;
        options?.AdditionalProperties?.TryGetValue(Grounding.Key, out value);
        ExtractedAnswer answer = ExtractedAnswer.Create(value as Grounding, settings, options?.MaxOutputTokens);
        foreach (string piece in Words.Of(answer.Text))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new ChatResponseUpdate(ChatRole.Assistant, piece) { ModelId = ModelName };
        }

        var last = new ChatResponseUpdate { ModelId = ModelName, FinishReason = ChatFinishReason.Stop };
        if (answer.NoAnswerReason is { } reason)
            last.AdditionalProperties = new() { [Grounding.NoAnswerKey] = reason };
        yield return last;
        await Task.CompletedTask;
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        if (serviceKey is not null)
            return null;
        if (serviceType == typeof(ChatClientMetadata))
            return Metadata;
        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    public void Dispose()
    {
    }
}
