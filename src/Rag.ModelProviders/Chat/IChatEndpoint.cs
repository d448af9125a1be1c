using Microsoft.Extensions.AI;

namespace Rag.ModelProviders.Chat;

/// <summary>One streamed answer, in a vendor's protocol.</summary>
internal interface IChatEndpoint
{
    /// <summary>
    /// Asks. Text, the finish reason and usage come as the server sends them; a server that stops without a finish
    /// reason is the caller's to notice. Giving up the enumeration cuts the connection.
    /// </summary>
    /// <exception cref="Rag.Pipeline.ModelException">The server failed or refused.</exception>
    IAsyncEnumerable<ChatResponseUpdate> StreamAsync(
        IReadOnlyList<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken);
}
