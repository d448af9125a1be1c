namespace Rag.Grains.Interfaces;

/// <summary>What a tenant used of one model for one purpose on one day.</summary>
/// <param name="Day">The day, in UTC.</param>
/// <param name="Model">As <c>provider/model</c>.</param>
/// <param name="Role"><c>chat</c>, <c>embedding</c> or <c>rerank</c>.</param>
/// <param name="Calls">Answers, searches or batches that used it.</param>
/// <param name="InputTokens">Tokens it read.</param>
/// <param name="OutputTokens">Tokens it made.</param>
/// <param name="EstimatedTokens">How many of both are estimates, as the provider reported none.</param>
/// <param name="UnpricedTokens">How many of both had no configured price when they were used.</param>
/// <param name="CostUsd">US dollars of the others, by the prices of the time.</param>
[GenerateSerializer, Immutable, Alias("rag.usage-line")]
public sealed record UsageLine(
    [property: Id(0)] DateOnly Day,
    [property: Id(1)] string Model,
    [property: Id(2)] string Role,
    [property: Id(3)] long Calls,
    [property: Id(4)] long InputTokens,
    [property: Id(5)] long OutputTokens,
    [property: Id(6)] long EstimatedTokens,
    [property: Id(7)] long UnpricedTokens,
    [property: Id(8)] decimal CostUsd)
{
    /// <summary>Searches that were billed instead of tokens.</summary>
    [Id(9)]
    public long SearchUnits { get; init; }

    /// <summary>How many of them are estimates.</summary>
    [Id(10)]
    public long EstimatedSearchUnits { get; init; }

    /// <summary>How many of them had no configured price.</summary>
    [Id(11)]
    public long UnpricedSearchUnits { get; init; }
}
