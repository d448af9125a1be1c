namespace Rag.Grains.Suggestions;

/// <summary>A question that was answered.</summary>
/// <param name="Text">As it was asked last.</param>
/// <param name="Count">How often.</param>
/// <param name="AskedAt">When last.</param>
[GenerateSerializer, Immutable, Alias("rag.past-question")]
public sealed record PastQuestion(
    [property: Id(0)] string Text, [property: Id(1)] int Count, [property: Id(2)] DateTimeOffset AskedAt);
