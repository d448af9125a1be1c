namespace Rag.Grains.Interfaces;

/// <summary>What an answer or a search used.</summary>
/// <param name="PromptTokens">Tokens sent to the chat model; estimated where it reports none.</param>
/// <param name="CompletionTokens">Tokens it made.</param>
/// <param name="EmbeddingTokens">Tokens embedded.</param>
/// <param name="CostUsd">
/// US dollars by the configured prices, for answering, embedding and reranking; 0 for built-in models,
/// <see langword="null"/> if the price of a model that was used is not configured.
/// </param>
/// <param name="Estimated">Whether some of the tokens or searches are estimates, as a provider reported none.</param>
[GenerateSerializer, Immutable, Alias("rag.answer-usage")]
public sealed record AnswerUsage(
    [property: Id(0)] int PromptTokens,
    [property: Id(1)] int CompletionTokens,
    [property: Id(2)] int EmbeddingTokens,
    [property: Id(3)] decimal? CostUsd,
    [property: Id(4)] bool Estimated)
{
    /// <summary>Tokens that a reranker read, where its server bills tokens.</summary>
    [Id(5)]
    public long RerankTokens { get; init; }

    /// <summary>Searches that a reranker's server bills, where it bills searches.</summary>
    [Id(6)]
    public long SearchUnits { get; init; }
}
