using Rag.Grains.Interfaces;

namespace Rag.Grains.Conversations;

/// <summary>A query's part in a conversation, if it has one: from the history before it to the turn that it leaves.
/// </summary>
internal sealed class ConversationPart(
    IGrainFactory grains, TenantId tenant, string query, ConversationId? conversation, TimeProvider time)
{
    private bool _isOpen;

    public bool IsOfConversation => conversation is not null;

    /// <summary>What was said before.</summary>
    /// <param name="sent">What the request says was; it is all there is without a conversation.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<Outcome<ConversationHistory>> OpenAsync(
        IReadOnlyList<ChatTurn> sent, CancellationToken cancellationToken)
    {
        if (conversation is not { } id) return new ConversationHistory(sent);
        Outcome<ConversationHistory> opened =
            await grains.Conversations(tenant).OpenAsync(id, query, cancellationToken);
        _isOpen = opened.Failure is null;
        return opened;
    }

    /// <summary>Keeps the answer, before anybody is told that it is complete.</summary>
    public Task KeepAsync(string question, Answer answer) => EndAsync(new ConversationTurn(
        query, question, answer.Text, answer.NoAnswer, time.GetUtcNow()));

    /// <summary>Lets the next question in, where nothing is to be kept. Does nothing after <see cref="KeepAsync"/>.
    /// </summary>
    public Task CloseAsync() => EndAsync(null);

    private async Task EndAsync(ConversationTurn? turn)
    {
        if (!_isOpen) return;
        await grains.Conversation(tenant, conversation!.Value).EndAsync(query, turn, CancellationToken.None);
        _isOpen = false;
    }
}
