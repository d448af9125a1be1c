namespace Rag.Api.Usage;

/// <summary>What was used in a day or a month.</summary>
/// <param name="Period">A day as <c>2026-11-21</c>, a month as <c>2026-11</c>; both in UTC.</param>
/// <param name="CostUsd">US dollars of what has a price.</param>
/// <param name="UnpricedTokens">Tokens without a price; the cost is whole if there are none, nor searches.</param>
/// <param name="UnpricedSearchUnits">Searches of rerankers without a price.</param>
/// <param name="EstimatedTokens">Tokens that are estimates.</param>
/// <param name="Models">By model, then role.</param>
internal sealed record UsagePeriod(
    string Period,
    decimal CostUsd,
    long UnpricedTokens,
    long UnpricedSearchUnits,
    long EstimatedTokens,
    IReadOnlyList<UsageModel> Models);
