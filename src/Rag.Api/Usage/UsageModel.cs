namespace Rag.Api.Usage;

/// <summary>What was used of one model for one purpose.</summary>
/// <param name="Model">As <c>provider/model</c>.</param>
/// <param name="Role"><c>chat</c>, <c>embedding</c> or <c>rerank</c>.</param>
/// <param name="Calls">Answers, searches or batches that used it.</param>
/// <param name="InputTokens">Tokens it read.</param>
/// <param name="OutputTokens">Tokens it made.</param>
/// <param name="EstimatedTokens">How many of both are estimates, as the provider reported none.</param>
/// <param name="UnpricedTokens">How many of both had no configured price.</param>
/// <param name="SearchUnits">Searches that a reranker billed instead of tokens.</param>
/// <param name="EstimatedSearchUnits">How many of them are estimates.</param>
/// <param name="UnpricedSearchUnits">How many of them had no configured price.</param>
/// <param name="CostUsd">US dollars of what has a price.</param>
internal sealed record UsageModel(
    string Model,
    string Role,
    long Calls,
    long InputTokens,
    long OutputTokens,
    long EstimatedTokens,
    long UnpricedTokens,
    long SearchUnits,
    long EstimatedSearchUnits,
    long UnpricedSearchUnits,
    decimal CostUsd);
