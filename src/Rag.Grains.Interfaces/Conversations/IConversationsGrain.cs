namespace Rag.Grains.Interfaces;

/// <summary>Knows a tenant's conversations, and forgets those that nobody goes on with.</summary>
[Alias("rag.IConversationsGrain")]
public interface IConversationsGrain : IGrainWithStringKey
{
    /// <summary>
    /// Begins a question of a conversation, which is made if it is new; see
    /// <see cref="IConversationGrain.BeginAsync"/>. If there are too many, the one that was not used for longest is
    /// forgotten.
    /// </summary>
    [Idempotent]
    [ResponseTimeout(CallTimes.Short)]
    [Alias("Open")]
    Task<Outcome<ConversationHistory>> OpenAsync(
        ConversationId conversation, string query, CancellationToken cancellationToken);

    /// <summary>The ids of the conversations that are kept, ascending.</summary>
    [Idempotent]
    [ResponseTimeout(CallTimes.Short)]
    [Alias("List")]
    Task<ConversationIds> ListAsync(CancellationToken cancellationToken);

    /// <summary>Forgets a conversation: nothing of it is kept when this returns. Idempotent.</summary>
    [Idempotent]
    [ResponseTimeout(CallTimes.Short)]
    [Alias("Delete")]
    Task DeleteAsync(ConversationId conversation, CancellationToken cancellationToken);
}
