using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Rag.Pipeline;
using Rag.Pipeline.Models;

namespace Rag.ModelProviders.Fallback;

/// <summary>
/// Asks the first model of a chain, and the next where one fails before it has said anything; after that its failure is
/// the answer's. Every update says who speaks (<see cref="ChatNotes.Speaker"/>). Thread-safe.
/// </summary>
/// <param name="chain">The models, two or more, the best first.</param>
/// <param name="logger">Told of every model that was passed over.</param>
internal sealed partial class FallbackChatClient(IReadOnlyList<ChatModel> chain, ILogger logger) : IChatClient
{
    private readonly ChatClientMetadata _metadata = new("fallback", null, string.Join(", ", chain.Select(m => m.Name)));

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
        ChatMessage[] asked = [.. messages];
        (ChatModel speaker, IAsyncEnumerator<ChatResponseUpdate> answer, bool any) = await StartAsync(
            asked, options, cancellationToken);
        await using (answer)
        {
            for (; any; any = await answer.MoveNextAsync())
            {
                ChatResponseUpdate update = answer.Current;
                (update.AdditionalProperties ??= [])[ChatNotes.Speaker] = speaker;
                yield return update;
            }
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        if (serviceKey is not null) return null;
        if (serviceType == typeof(ChatClientMetadata)) return _metadata;
        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <summary>The models belong to their providers.</summary>
    public void Dispose()
    {
    }

    /// <summary>The first model that begins to answer, with its answer standing at its first update.</summary>
    private async Task<(ChatModel Speaker, IAsyncEnumerator<ChatResponseUpdate> Answer, bool Any)> StartAsync(
        ChatMessage[] messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        for (int i = 0; ; i++)
        {
            IAsyncEnumerator<ChatResponseUpdate> answer = chain[i].Client
                .GetStreamingResponseAsync(messages, options, cancellationToken)
                .GetAsyncEnumerator(cancellationToken);
            try
            {
                return (chain[i], answer, await answer.MoveNextAsync());
            }
            catch (ModelException exception) when (i < chain.Count - 1)
            {
                LogPassedOver(exception, chain[i].Name, exception.Code, chain[i + 1].Name);
                await answer.DisposeAsync();
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The chat model {Model} failed ({Code}); {Next} is asked instead.")]
    private partial void LogPassedOver(Exception exception, string model, string code, string next);
}
