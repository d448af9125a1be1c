namespace Rag.Api.Usage;

/// <summary>What was used of one model for one purpose.</summary>
/// <param name="Model">As <c>provider/model</c>.</param>
/// <param name="Role"><c>chat</c> or <c>embedding</c>.</param>
/// <param name="Calls">Answers, searches or batches that used it.</param>
/// <param name="InputTokens">Tokens it read.</param>
/// <param name="OutputTokens">Tokens it made.</param>
/// <param name="EstimatedTokens">How many of both are estimates, as the provider reported none.</param>
/// <param name="UnpricedTokens">How many of both had no configured price.</param>
/// <param name="CostUsd">US dollars of the others.</param>
internal sealed record UsageModel(
    string Model,
    string Role,
    long Calls,
    long InputTokens,
    long OutputTokens,
    long EstimatedTokens,
    long UnpricedTokens,
    decimal CostUsd);
