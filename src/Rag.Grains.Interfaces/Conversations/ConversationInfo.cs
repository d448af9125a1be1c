namespace Rag.Grains.Interfaces;

/// <summary>A conversation.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Turns">What was asked and answered, the oldest first; the oldest may be gone.</param>
/// <param name="CreatedAt">When its first question was answered.</param>
/// <param name="UpdatedAt">When its last question was answered.</param>
/// <param name="ExpiresAt">When it is forgotten if nothing more is asked.</param>
[GenerateSerializer, Immutable, Alias("rag.conversation-info")]
public sealed record ConversationInfo(
    [property: Id(0)] string Id,
    [property: Id(1)] IReadOnlyList<ConversationTurn> Turns,
    [property: Id(2)] DateTimeOffset CreatedAt,
    [property: Id(3)] DateTimeOffset UpdatedAt,
    [property: Id(4)] DateTimeOffset ExpiresAt);
