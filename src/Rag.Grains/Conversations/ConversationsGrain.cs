using Microsoft.Extensions.Options;
using Rag.Grains.Interfaces;

namespace Rag.Grains.Conversations;

/// <summary>
/// A tenant's conversations. A new one is stored here before it is begun, so that none is kept that nobody knows of;
/// when each was used last is stored some seconds later, many at a time.
/// </summary>
internal sealed class ConversationsGrain(
    [PersistentState("conversations", GrainStorageNames.Default)] IPersistentState<ConversationsState> state,
    IOptions<ConversationOptions> options,
    TimeProvider time) : Grain, IConversationsGrain
{
    private static readonly TimeSpan WriteInterval = TimeSpan.FromSeconds(10);

    private TenantId _tenant;
    private bool _isChanged;

    private Dictionary<string, DateTimeOffset> UsedAt => state.State.UsedAt;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _tenant = TenantId.Parse(this.GetPrimaryKeyString());
        this.RegisterGrainTimer(
            _ => ForgetExpiredAsync(), new GrainTimerCreationOptions(WriteInterval, WriteInterval));
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        WriteAsync();

    public async Task<Outcome<ConversationHistory>> OpenAsync(
        ConversationId conversation, string query, CancellationToken cancellationToken)
    {
        bool isNew = !UsedAt.ContainsKey(conversation.Value);
        while (isNew && UsedAt.Count >= options.Value.MaxConversations)
            await ForgetAsync(UsedAt.MinBy(pair => pair.Value).Key);
        UsedAt[conversation.Value] = time.GetUtcNow();
        _isChanged = true;
        if (isNew) await WriteAsync();
        return await GrainFactory.Conversation(_tenant, conversation).BeginAsync(query, cancellationToken);
    }

    public async Task<ConversationIds> ListAsync(CancellationToken cancellationToken)
    {
        await ForgetExpiredAsync();
        return new ConversationIds(
            [.. UsedAt.Keys.Order(StringComparer.Ordinal).Select(ConversationId.Parse)]);
    }

    public async Task DeleteAsync(ConversationId conversation, CancellationToken cancellationToken)
    {
        await ForgetAsync(conversation.Value);
        await WriteAsync();
    }

    private async Task ForgetExpiredAsync()
    {
        DateTimeOffset unused = time.GetUtcNow() - options.Value.ExpiresAfter - options.Value.AnswerTime;
        string[] expired = [.. UsedAt.Where(pair => pair.Value < unused).Select(pair => pair.Key)];
        foreach (string id in expired) await ForgetAsync(id);
        await WriteAsync();
    }

    private async Task ForgetAsync(string id)
    {
        await GrainFactory.Conversation(_tenant, ConversationId.Parse(id)).ForgetAsync(CancellationToken.None);
        _isChanged |= UsedAt.Remove(id);
    }

    private async Task WriteAsync()
    {
        if (!_isChanged) return;
        _isChanged = false;
        await state.WriteStateAsync(CancellationToken.None);
    }
}
