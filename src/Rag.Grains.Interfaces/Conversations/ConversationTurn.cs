namespace Rag.Grains.Interfaces;

/// <summary>A question of a conversation and its answer.</summary>
/// <param name="QueryId">The query that answered it.</param>
/// <param name="Question">As it was asked.</param>
/// <param name="Answer">The answer's text, with <c>[n]</c> markers that point at the sources of then.</param>
/// <param name="NoAnswer">Whether the service abstained.</param>
/// <param name="AnsweredAt">When the answer was complete.</param>
[GenerateSerializer, Immutable, Alias("rag.conversation-turn")]
public sealed record ConversationTurn(
    [property: Id(0)] string QueryId,
    [property: Id(1)] string Question,
    [property: Id(2)] string Answer,
    [property: Id(3)] bool NoAnswer,
    [property: Id(4)] DateTimeOffset AnsweredAt);
