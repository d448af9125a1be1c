using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Rag.Fakes.Weaviate.Objects;
using Rag.Fakes.Weaviate.Schema;

namespace Rag.Fakes.Weaviate.Filtering;

/// <summary>Whether objects match a filter that <see cref="ConditionCheck"/> let pass.</summary>
internal sealed class ConditionMatcher(Condition condition, ClassDefinition owner)
{
    public bool Matches(StoredObject stored) => Matches(condition, stored);

    private bool Matches(Condition node, StoredObject stored) => node.Operator switch
    {
        "And" => node.Operands.All(operand => Matches(operand, stored)),
        "Or" => node.Operands.Any(operand => Matches(operand, stored)),
        "Not" => !Matches(node.Operands[0], stored),
        // Plain negations: what has no value matches them.
        "NotEqual" => !Matches(node with { Operator = "Equal" }, stored),
        "ContainsNone" => !Matches(node with { Operator = "ContainsAny" }, stored),
        "ContainsAny" => node.Values.Any(value => MatchesOne(node, value, stored)),
        "ContainsAll" => node.Values.All(value => MatchesOne(node, value, stored)),
        "IsNull" => IsEmpty(stored.Properties[node.Path]) == node.Value.GetValue<bool>(),
        _ => MatchesOne(node, node.Value, stored),
    };

    private bool MatchesOne(Condition node, JsonNode value, StoredObject stored)
    {
        switch (node.Path)
        {
            case "id" or "_id":
                return MatchesText(node.Operator, [stored.Id], value.GetValue<string>().ToLowerInvariant());
            case "_creationTimeUnix":
                return Holds(node.Operator, stored.Created.CompareTo(ReadLong(value)));
            case "_lastUpdateTimeUnix":
                return Holds(node.Operator, stored.Updated.CompareTo(ReadLong(value)));
            case ['l', 'e', 'n', '(', .. string name, ')']:
                return Holds(node.Operator, Length(stored.Properties[name]).CompareTo(ReadLong(value)));
            default:
                PropertyDefinition property = owner.Find(node.Path)!;
                return Elements(stored.Properties[node.Path]).Any() && MatchesProperty(node, property, value, stored);
        }
    }

    private static bool MatchesProperty(
        Condition node, PropertyDefinition property, JsonNode value, StoredObject stored)
    {
        IEnumerable<JsonNode> elements = Elements(stored.Properties[node.Path]);
        switch (property.ElementType)
        {
            case "int":
                return elements.Any(one => Holds(node.Operator, ReadLong(one).CompareTo(ReadLong(value))));
            case "number":
                double bound = ReadDouble(value);
                return elements.Any(one => Holds(node.Operator, ReadDouble(one).CompareTo(bound)));
            case "boolean":
                return elements.Any(one => one.GetValue<bool>() == value.GetValue<bool>());
            case "date":
                DateTimeOffset day = ReadDate(value);
                return elements.Any(one => Holds(node.Operator, ReadDate(one).CompareTo(day)));
            default:
                string[] terms =
                [
                    .. elements.SelectMany(one => Words.Of(one.GetValue<string>(), property.Tokenization)),
                ];
                return MatchesTerms(node.Operator, terms, value.GetValue<string>(), property.Tokenization);
        }
    }

    /// <summary>Of a value of several words each must be there, in any order.</summary>
    private static bool MatchesTerms(string name, string[] terms, string value, string? tokenization)
    {
        if (tokenization != "word") return MatchesText(name, terms, value.Trim());
        if (name == "Like") return MatchesText(name, terms, Words.Lower(value));
        return Words.OfQuery(value) is { Count: > 0 } words && words.All(word => MatchesText(name, terms, word));
    }

    private static bool MatchesText(string name, string[] terms, string value) => name switch
    {
        "Like" => Array.Exists(terms, new Regex(
            "\\A" + Regex.Escape(value).Replace("\\*", ".*", StringComparison.Ordinal).Replace('?', '.') + "\\z",
            RegexOptions.Singleline | RegexOptions.NonBacktracking).IsMatch),
        "Equal" or "ContainsAny" or "ContainsAll" => terms.Contains(value, StringComparer.Ordinal),
        _ => Array.Exists(terms, term => Holds(name, string.CompareOrdinal(term, value))),
    };

    private static bool Holds(string name, int order) => name switch
    {
        "GreaterThan" => order > 0,
        "GreaterThanEqual" => order >= 0,
        "LessThan" => order < 0,
        "LessThanEqual" => order <= 0,
        _ => order == 0,
    };

    private static IEnumerable<JsonNode> Elements(JsonNode? value) => value switch
    {
        null => [],
        JsonArray list => list.Select(item => item!),
        _ => [value],
    };

    /// <summary>An empty text and an empty list count as no value.</summary>
    private static bool IsEmpty(JsonNode? value) => Length(value) == 0;

    private static long Length(JsonNode? value) => value switch
    {
        null => 0,
        JsonArray list => list.Count,
        _ when value.GetValueKind() == System.Text.Json.JsonValueKind.String =>
            value.GetValue<string>().EnumerateRunes().Count(),
        _ => 1,
    };

    private static double ReadDouble(JsonNode value)
    {
        double number = double.Parse(value.ToString(), CultureInfo.InvariantCulture);
        return number == 0 ? 0 : number;
    }

    private static long ReadLong(JsonNode value) =>
        long.TryParse(value.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number
            : (long)ReadDouble(value);

    private static DateTimeOffset ReadDate(JsonNode value) =>
        DateTimeOffset.Parse(value.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
