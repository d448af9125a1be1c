namespace Rag.Grains.Interfaces;

/// <summary>Ids of conversations, ascending.</summary>
/// <param name="Ids">The ids.</param>
[GenerateSerializer, Immutable, Alias("rag.conversation-ids")]
public sealed record ConversationIds([property: Id(0)] IReadOnlyList<ConversationId> Ids);
