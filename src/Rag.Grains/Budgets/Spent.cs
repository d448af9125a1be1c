namespace Rag.Grains.Budgets;

/// <summary>Tokens and their cost.</summary>
/// <param name="Tokens">Tokens that models read and made.</param>
/// <param name="CostUsd">US dollars.</param>
[GenerateSerializer, Immutable, Alias("rag.spent")]
public sealed record Spent([property: Id(0)] long Tokens, [property: Id(1)] decimal CostUsd)
{
    /// <summary>Nothing.</summary>
    public static Spent Nothing { get; } = new(0, 0);

    /// <summary>Both together.</summary>
    public static Spent operator +(Spent left, Spent right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new Spent(left.Tokens + right.Tokens, left.CostUsd + right.CostUsd);
    }
}
