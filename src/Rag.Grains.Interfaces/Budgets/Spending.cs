namespace Rag.Grains.Interfaces;

/// <summary>What a piece of work may spend on models at most, or has spent in the end.</summary>
/// <param name="Operation">Names the work: what is said of it twice, because an answer was lost, counts once.</param>
/// <param name="Tokens">Tokens that models read and make, 0 or more.</param>
/// <param name="CostUsd">US dollars, 0 or more.</param>
[GenerateSerializer, Immutable, Alias("rag.spending")]
public sealed record Spending(
    [property: Id(0)] Guid Operation, [property: Id(1)] long Tokens, [property: Id(2)] decimal CostUsd);
