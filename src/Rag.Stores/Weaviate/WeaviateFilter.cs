using System.Collections.Immutable;
using Rag.Pipeline.Filtering;
using Rag.Stores.Facts;

namespace Rag.Stores.Weaviate;

/// <summary>
/// The filter grammar in the server's: equality, elements and presence are one search in the list of facts, ranges look
/// at a property of their key. The whole filter is pushed down.
/// </summary>
internal static class WeaviateFilter
{
    /// <summary>Translates a filter.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="properties">The properties that the class has; a key without one has no number or moment anywhere,
    /// and the server refuses questions about it.</param>
    public static Where Translate(Filter filter, ImmutableHashSet<string> properties) => filter switch
    {
        Filter.And and => Where.All(and.Operands.Select(operand => Translate(operand, properties))),
        Filter.Or or => Where.Any(or.Operands.Select(operand => Translate(operand, properties))),
        Filter.Not not => Where.Not(Translate(not.Operand, properties)),
        Filter.In set => Facts(FactTokens.AnyOf(set)),
        Filter.Contains list => Facts([FactTokens.Element(list.Key, list.Element)]),
        Filter.Exists exists => Facts([FactTokens.Present(exists.Key)]),
        Filter.CompareNumber number => properties.Contains(WeaviateNames.Number(number.Key))
            ? Where.Number(WeaviateNames.Number(number.Key), Relation(number.Comparison), number.Bound)
            : Where.Never,
        Filter.CompareInstant moment => properties.Contains(WeaviateNames.Moment(moment.Key))
            ? Where.Text(
                WeaviateNames.Moment(moment.Key),
                Relation(moment.Comparison),
                WeaviateNames.Ordered(moment.Bound.Microseconds))
            : Where.Never,
        _ => throw new ArgumentException($"{filter.GetType().Name} is no filter of the grammar.", nameof(filter)),
    };

    /// <summary>The properties that a filter's ranges look at.</summary>
    public static IEnumerable<string> Properties(Filter filter) => filter switch
    {
        Filter.And and => and.Operands.SelectMany(Properties),
        Filter.Or or => or.Operands.SelectMany(Properties),
        Filter.Not not => Properties(not.Operand),
        Filter.CompareNumber number => [WeaviateNames.Number(number.Key)],
        Filter.CompareInstant moment => [WeaviateNames.Moment(moment.Key)],
        _ => [],
    };

    private static Where Facts(IEnumerable<string> facts) =>
        Where.TextIn(WeaviateNames.Facts, facts.Select(WeaviateNames.Text));

    private static string Relation(Comparison comparison) => comparison switch
    {
        Comparison.Greater => "GreaterThan",
        Comparison.GreaterOrEqual => "GreaterThanEqual",
        Comparison.Less => "LessThan",
        _ => "LessThanEqual",
    };
}
