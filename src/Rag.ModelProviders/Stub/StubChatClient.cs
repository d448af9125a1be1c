using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Rag.ModelProviders.Stub;

/// <summary>
/// Says the same words whatever it is asked, at a set pace. For load measurements only, where a real model would be the
/// bottleneck or the bill. Thread-safe.
/// </summary>
/// <param name="settings">How many words, how fast.</param>
/// <param name="time">The clock that paces.</param>
internal sealed class StubChatClient(StubOptions settings, TimeProvider time) : IChatClient
{
    public const string ProviderName = "stub";
    public const string ModelName = "fixed-words";

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
        for (int index = 0; index < settings.Tokens; index++)
        {
            if (settings.TokenDelay > TimeSpan.Zero)
                await Task.Delay(settings.TokenDelay, time, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            string word = index == 0 ? "stub" : " stub";
            yield return new ChatResponseUpdate(ChatRole.Assistant, word) { ModelId = ModelName };
        }
        var usage = new UsageDetails { InputTokenCount = 0, OutputTokenCount = settings.Tokens };
        yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(usage)])
        {
            ModelId = ModelName,
            FinishReason = ChatFinishReason.Stop,
        };
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
