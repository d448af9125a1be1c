namespace Rag.Grains.Interfaces;

/// <summary>Texts to embed.</summary>
/// <param name="Collection">The collection whose model is used.</param>
/// <param name="Texts">1..2,048 texts, none empty.</param>
/// <param name="AreQuestions">Embed them as questions, not as passages; only some models tell them apart.</param>
/// <param name="Dimensions">
/// The length of the vectors that is expected; <see langword="null"/> for the collection's. No other is made.
/// </param>
[GenerateSerializer, Immutable, Alias("rag.embedding-request")]
public sealed record EmbeddingRequest(
    [property: Id(0)] CollectionName Collection,
    [property: Id(1)] IReadOnlyList<string> Texts,
    [property: Id(2)] bool AreQuestions,
    [property: Id(3)] int? Dimensions);
