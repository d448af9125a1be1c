namespace Rag.Pipeline.Filtering;

/// <summary>An order relation of the filter grammar.</summary>
public enum Comparison
{
    /// <summary><c>gt</c>.</summary>
    Greater,

    /// <summary><c>gte</c>.</summary>
    GreaterOrEqual,

    /// <summary><c>lt</c>.</summary>
    Less,

    /// <summary><c>lte</c>.</summary>
    LessOrEqual,
}

/// <summary>What the relations mean.</summary>
public static class ComparisonMeaning
{
    /// <summary>Whether the relation holds for the result of <c>stored.CompareTo(bound)</c>.</summary>
    public static bool Holds(this Comparison comparison, int order) => comparison switch
    {
        Comparison.Greater => order > 0,
        Comparison.GreaterOrEqual => order >= 0,
        Comparison.Less => order < 0,
        _ => order <= 0,
    };
}
