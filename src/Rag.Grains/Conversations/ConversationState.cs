using Rag.Grains.Interfaces;

namespace Rag.Grains.Conversations;

/// <summary>What is stored of a conversation. Invariant: stored only with a turn.</summary>
[GenerateSerializer, Alias("rag.conversation-state")]
public sealed class ConversationState
{
    /// <summary>When its first question was answered.</summary>
    [Id(0)]
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>The newest turns, the oldest first.</summary>
    [Id(1)]
    public List<ConversationTurn> Turns { get; init; } = [];
}
