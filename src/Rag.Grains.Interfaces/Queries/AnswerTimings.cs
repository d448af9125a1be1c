namespace Rag.Grains.Interfaces;

/// <summary>
/// Where an answer's time went, in milliseconds; <see langword="null"/> for steps that did not happen.
/// </summary>
/// <param name="Rewrite">Rewriting the question.</param>
/// <param name="Embed">Embedding the question.</param>
/// <param name="Retrieve">Both legs, fusion and reading the passages.</param>
/// <param name="Rerank">Reranking.</param>
/// <param name="FirstToken">From the call of the model to its first token.</param>
/// <param name="Generate">From the call of the model to its last token.</param>
/// <param name="Total">The whole.</param>
[GenerateSerializer, Immutable, Alias("rag.answer-timings")]
public sealed record AnswerTimings(
    [property: Id(0)] double? Rewrite,
    [property: Id(1)] double? Embed,
    [property: Id(2)] double? Retrieve,
    [property: Id(3)] double? Rerank,
    [property: Id(4)] double? FirstToken,
    [property: Id(5)] double? Generate,
    [property: Id(6)] double Total);
