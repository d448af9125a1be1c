using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Rag.Pipeline;

namespace Rag.ModelProviders.Chat;

/// <summary>
/// A chat model on a server. An answer that breaks off is an error, never a short answer: half a sentence with its
/// citations missing would look like a whole one. Thread-safe.
/// </summary>
/// <param name="endpoint">Speaks the vendor's protocol.</param>
/// <param name="provider">Name of the provider.</param>
/// <param name="model">Name of the model.</param>
internal sealed class RemoteChatClient(IChatEndpoint endpoint, string provider, string model) : IChatClient
{
    private readonly ChatClientMetadata _metadata = new(provider, null, model);

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
        bool isFinished = false;
        await foreach (ChatResponseUpdate update in endpoint.StreamAsync([.. messages], options, cancellationToken))
        {
            isFinished |= update.FinishReason is not null;
            yield return update;
        }

        if (!isFinished)
        {
            throw new ModelException(
                "provider_error",
                $"The answer of '{provider}/{model}' broke off: its stream ended without a finish reason.",
                isTransient: true);
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        if (serviceKey is not null) return null;
        if (serviceType == typeof(ChatClientMetadata)) return _metadata;
        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <summary>The connection belongs to the provider.</summary>
    public void Dispose()
    {
    }
}
