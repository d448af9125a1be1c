namespace Rag.Grains.Interfaces;

/// <summary>What was said in a conversation before a question that may now be answered.</summary>
/// <param name="Turns">The oldest first; empty in a new conversation.</param>
[GenerateSerializer, Immutable, Alias("rag.conversation-history")]
public sealed record ConversationHistory([property: Id(0)] IReadOnlyList<ChatTurn> Turns);
