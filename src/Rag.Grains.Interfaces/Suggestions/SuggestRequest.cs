namespace Rag.Grains.Interfaces;

/// <summary>What somebody has typed so far.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="Text">The text, 1..200 characters.</param>
/// <param name="Limit">At most so many suggestions, 1..20; default 8.</param>
/// <param name="Filter">A filter on metadata; with one, past questions are left out.</param>
[GenerateSerializer, Immutable, Alias("rag.suggest-request")]
public sealed record SuggestRequest(
    [property: Id(0)] CollectionName Collection,
    [property: Id(1)] string Text,
    [property: Id(2)] int? Limit,
    [property: Id(3)] RawJson? Filter);
