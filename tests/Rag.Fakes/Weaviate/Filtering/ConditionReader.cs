using System.Text.Json;
using System.Text.Json.Nodes;
using Rag.Fakes.Weaviate.GraphQl;

namespace Rag.Fakes.Weaviate.Filtering;

/// <summary>Reads the filters of both APIs; what both refuse is refused here.</summary>
internal static class ConditionReader
{
    private const int MaxDepth = 100;

    private static readonly string[] Operators =
    [
        "And", "Or", "Equal", "Like", "NotEqual", "GreaterThan", "GreaterThanEqual", "LessThan", "LessThanEqual",
        "WithinGeoRange", "IsNull", "ContainsAny", "ContainsAll", "ContainsNone", "Not",
    ];

    /// <summary>A filter of a batch delete.</summary>
    public static Condition ReadRest(JsonObject json)
    {
        CheckOperators(json);
        return Read(json, "validate: failed to parse where filter: ", 0);
    }

    /// <summary>The argument <c>where</c>.</summary>
    /// <exception cref="GraphQlError">A member has another type.</exception>
    public static Condition ReadGraphQl(GraphQlArgument argument)
    {
        if (argument.Value is not JsonObject json) throw argument.Invalid("an object");
        return Read(Plain(json, argument), "could not extract filters: ", 0);
    }

    /// <summary>A filter as the answer of a batch delete repeats it.</summary>
    public static JsonObject Echo(JsonObject where)
    {
        JsonObject echo = where.DeepClone().AsObject();
        if (!echo.ContainsKey("path")) echo["path"] = null;
        echo["operands"] = where["operands"] is JsonArray operands
            ? new JsonArray([.. operands.Select(operand => Echo((JsonObject)operand!))])
            : null;
        return echo;
    }

    private static void CheckOperators(JsonObject json)
    {
        if (!Operators.Contains(WeaviateCall.Text(json, "operator")))
        {
            throw WeaviateFailure.OfApi(
                422,
                $"match.match.where.operator in body should be one of [{string.Join(' ', Operators)}]",
                606);
        }

        foreach (JsonNode? operand in json["operands"] as JsonArray ?? []) CheckOperators((JsonObject)operand!);
    }

    /// <summary>Bare words become texts, integers doubles, as they do in the server.</summary>
    private static JsonObject Plain(JsonObject json, GraphQlArgument argument)
    {
        var plain = new JsonObject();
        foreach ((string name, JsonNode? value) in json)
        {
            plain[name] = name switch
            {
                "operator" => GraphQlEnum.Read(value)
                    ?? throw argument.Invalid($"in field \"operator\" a word, found {value!.ToJsonString()}"),
                "operands" => new JsonArray(
                    [.. ((JsonArray)value!).Select(item => Plain((JsonObject)item!, argument))]),
                "valueInt" when Many(value!).Exists(one => !one.TryGetValue(out long _)) =>
                    throw argument.Invalid($"in field \"valueInt\" an integer, found {value!.ToJsonString()}"),
                "valueInt" => new JsonArray(
                    [.. Many(value!).Select(one => (JsonNode?)JsonValue.Create((double)one.GetValue<long>()))]),
                _ => value!.DeepClone(),
            };
        }

        return plain;

        static List<JsonValue> Many(JsonNode value) =>
            value is JsonArray list ? [.. list.Select(item => item!.AsValue())] : [value.AsValue()];
    }

    private static Condition Read(JsonObject json, string place, int depth)
    {
        if (depth > MaxDepth) throw Wrong(place, "nested too deeply");
        string name = WeaviateCall.Text(json, "operator") ?? "";
        if (!Operators.Contains(name)) throw WeaviateFailure.Of(422, $"{place}unrecognized operator: {name}");
        if (name is "And" or "Or" or "Not")
        {
            if (json["operands"] is not JsonArray { Count: > 0 } operands)
                throw Wrong(place, $"operator '{name}', but no operands set - add at least one operand");
            return new Condition(
                name, "", "", [], [.. operands.Select(operand => Read((JsonObject)operand!, place, depth + 1))]);
        }

        return ReadLeaf(json, name, place);
    }

    private static Condition ReadLeaf(JsonObject json, string name, string place)
    {
        KeyValuePair<string, JsonNode?>[] given =
        [
            .. json.Where(pair => pair.Key.StartsWith("value", StringComparison.Ordinal)
                && pair.Value is not (null or JsonArray { Count: 0 })),
        ];
        if (given.Length == 0) throw Wrong(place, $"got operator '{name}', but no value<Type> field set");
        if (given.Length > 1) throw Wrong(place, $"found more than one values the clause '{json.ToJsonString()}'");
        string[] path = json["path"] switch
        {
            JsonArray list => [.. list.Select(part => part!.GetValue<string>())],
            JsonValue one => [one.GetValue<string>()],
            _ => [],
        };
        if (path.Length == 0) throw Wrong(place, "field 'path': must have at least one element");
        if (path.Length > 1) throw Wrong(place, $"missing an argument after '{path[^1]}'");
        string key = given[0].Key.EndsWith("Array", StringComparison.Ordinal) ? given[0].Key[..^5] : given[0].Key;
        JsonNode value = given[0].Value!;
        return new Condition(
            name,
            path[0],
            key == "valueString" ? "valueText" : key,
            value is JsonArray values ? [.. values.Select(item => item!)] : [value],
            []);
    }

    private static WeaviateFailure Wrong(string place, string what) =>
        WeaviateFailure.Of(422, $"{place}invalid where filter: {what}");
}
