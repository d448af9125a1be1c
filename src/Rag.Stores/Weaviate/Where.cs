using System.Collections.Immutable;

namespace Rag.Stores.Weaviate;

/// <summary>
/// A filter of the server's. What is certain beforehand is <see cref="Always"/> or <see cref="Never"/> and never sent:
/// the server has no words for it, and refuses empty lists.
/// </summary>
internal abstract record Where
{
    /// <summary>Every object matches.</summary>
    public static readonly Where Always = new Constant();

    /// <summary>No object matches.</summary>
    public static readonly Where Never = new Constant();

    /// <summary>A property has one of the texts.</summary>
    public static Where TextIn(string property, IEnumerable<string> texts)
    {
        ImmutableArray<string> values = [.. texts];
        return values.Length switch
        {
            0 => Never,
            1 => new Test(property, "Equal", values, null),
            _ => new Test(property, "ContainsAny", values, null),
        };
    }

    /// <summary>A property's text is in an order relation, by code point.</summary>
    public static Where Text(string property, string relation, string text) =>
        new Test(property, relation, [text], null);

    /// <summary>A property's number is in an order relation.</summary>
    public static Where Number(string property, string relation, double number) =>
        new Test(property, relation, [], number);

    /// <summary>All of them hold.</summary>
    public static Where All(IEnumerable<Where> operands)
    {
        ImmutableArray<Where> needed = [.. operands.Where(operand => operand != Always)];
        if (needed.Contains(Never)) return Never;
        return needed.Length switch { 0 => Always, 1 => needed[0], _ => new Combination("And", needed) };
    }

    /// <summary>One of them holds.</summary>
    public static Where Any(IEnumerable<Where> operands)
    {
        ImmutableArray<Where> possible = [.. operands.Where(operand => operand != Never)];
        if (possible.Contains(Always)) return Always;
        return possible.Length switch { 0 => Never, 1 => possible[0], _ => new Combination("Or", possible) };
    }

    /// <summary>It does not hold; what has no value matches.</summary>
    public static Where Not(Where operand)
    {
        if (operand == Always) return Never;
        return operand == Never ? Always : new Combination("Not", [operand]);
    }

    /// <summary>A test of one property: of texts, or of a number.</summary>
    internal sealed record Test(string Property, string Relation, ImmutableArray<string> Texts, double? Bound) : Where;

    /// <summary><c>And</c>, <c>Or</c> or <c>Not</c>.</summary>
    internal sealed record Combination(string Operator, ImmutableArray<Where> Operands) : Where;

    private sealed record Constant : Where
    {
        // Always and Never have no members to tell them apart.
        public bool Equals(Constant? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}
