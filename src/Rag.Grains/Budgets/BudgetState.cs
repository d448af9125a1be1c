namespace Rag.Grains.Budgets;

/// <summary>What is stored of a tenant's spending; replaced as a whole, never changed.</summary>
[GenerateSerializer, Alias("rag.budget-state")]
public sealed class BudgetState
{
    /// <summary>The day that <see cref="OfDay"/> is of, in UTC.</summary>
    [Id(0)]
    public DateOnly Day { get; init; }

    /// <summary>Spent on that day.</summary>
    [Id(1)]
    public Spent OfDay { get; init; } = Spent.Nothing;

    /// <summary>Spent in the month of that day.</summary>
    [Id(2)]
    public Spent OfMonth { get; init; } = Spent.Nothing;

    /// <summary>What work under way may still spend.</summary>
    [Id(3)]
    public IReadOnlyList<OpenReservation> Open { get; init; } = [];
}
