namespace Rag.Grains.Interfaces;

/// <summary>Events of an answer that a reader missed.</summary>
/// <param name="Events">In order, without gaps; the last one is terminal if the answer has ended.</param>
[GenerateSerializer, Immutable, Alias("rag.answer-events")]
public sealed record AnswerEvents([property: Id(0)] IReadOnlyList<AnswerEvent> Events);
