using System.Text.Json.Nodes;

namespace Rag.Fakes.Weaviate.Filtering;

/// <summary>A node of a filter, from either API.</summary>
/// <param name="Operator">For instance <c>ContainsAny</c>.</param>
/// <param name="Path">The property of a leaf; empty for a combination.</param>
/// <param name="ValueKey">For instance <c>valueText</c>, without <c>Array</c> at its end; empty for a
/// combination.</param>
/// <param name="Values">The value of a leaf, or its values.</param>
/// <param name="Operands">Of a combination.</param>
internal sealed record Condition(
    string Operator,
    string Path,
    string ValueKey,
    IReadOnlyList<JsonNode> Values,
    IReadOnlyList<Condition> Operands)
{
    public bool IsCombination => Operator is "And" or "Or" or "Not";

    /// <summary>The value of an operator that takes one.</summary>
    public JsonNode Value => Values[0];
}
