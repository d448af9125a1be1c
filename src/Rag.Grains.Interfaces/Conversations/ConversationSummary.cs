namespace Rag.Grains.Interfaces;

/// <summary>A conversation without what was said in it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">The oldest question that is kept.</param>
/// <param name="TurnCount">Questions with answers that are kept, 1 or more.</param>
/// <param name="CreatedAt">When its first question was answered.</param>
/// <param name="UpdatedAt">When its last question was answered.</param>
/// <param name="ExpiresAt">When it is forgotten if nothing more is asked.</param>
[GenerateSerializer, Immutable, Alias("rag.conversation-summary")]
public sealed record ConversationSummary(
    [property: Id(0)] string Id,
    [property: Id(1)] string Title,
    [property: Id(2)] int TurnCount,
    [property: Id(3)] DateTimeOffset CreatedAt,
    [property: Id(4)] DateTimeOffset UpdatedAt,
    [property: Id(5)] DateTimeOffset ExpiresAt);
