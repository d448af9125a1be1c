namespace Rag.Grains.Budgets;

/// <summary>What work under way may spend.</summary>
/// <param name="Operation">The work.</param>
/// <param name="Most">The most that it may spend.</param>
/// <param name="At">When it was reserved.</param>
[GenerateSerializer, Immutable, Alias("rag.open-reservation")]
public sealed record OpenReservation(
    [property: Id(0)] Guid Operation, [property: Id(1)] Spent Most, [property: Id(2)] DateTimeOffset At);
