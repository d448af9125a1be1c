namespace Rag.Grains.Interfaces;

/// <summary>A past question that what was typed may become.</summary>
/// <param name="Text">The question.</param>
/// <param name="Typos">Slips in what was typed, 0 or more.</param>
/// <param name="IsStart">Whether the question begins with it.</param>
[GenerateSerializer, Immutable, Alias("rag.past-question-match")]
public sealed record PastQuestionMatch(
    [property: Id(0)] string Text, [property: Id(1)] int Typos, [property: Id(2)] bool IsStart);
