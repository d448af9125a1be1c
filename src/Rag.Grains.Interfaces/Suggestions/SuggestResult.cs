namespace Rag.Grains.Interfaces;

/// <summary>What may be meant.</summary>
/// <param name="Suggestions">Best first.</param>
/// <param name="TookMs">Milliseconds inside the service.</param>
[GenerateSerializer, Immutable, Alias("rag.suggest-result")]
public sealed record SuggestResult(
    [property: Id(0)] IReadOnlyList<SuggestedPhrase> Suggestions, [property: Id(1)] double TookMs);
