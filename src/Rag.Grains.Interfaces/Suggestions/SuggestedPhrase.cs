namespace Rag.Grains.Interfaces;

/// <summary>A suggestion.</summary>
/// <param name="Text">The phrase.</param>
/// <param name="Kind"><c>title</c>, <c>heading</c> or <c>question</c>.</param>
/// <param name="DocumentId">A document that has the title or heading; <see langword="null"/> for a question.</param>
[GenerateSerializer, Immutable, Alias("rag.suggested-phrase")]
public sealed record SuggestedPhrase(
    [property: Id(0)] string Text, [property: Id(1)] string Kind, [property: Id(2)] string? DocumentId);
