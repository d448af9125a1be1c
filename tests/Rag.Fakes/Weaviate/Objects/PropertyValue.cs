using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Rag.Fakes.Weaviate.Schema;

namespace Rag.Fakes.Weaviate.Objects;

/// <summary>Values of properties: which type may hold them, and what becomes of them.</summary>
internal static partial class PropertyValue
{
    /// <summary>The value as it is stored.</summary>
    /// <exception cref="WeaviateFailure">The property's type cannot hold it.</exception>
    public static JsonNode Store(PropertyDefinition property, string className, JsonNode value)
    {
        string what = property.ElementType == "int" ? "integer" : property.ElementType;
        string place = $"invalid {what}{(property.IsList ? " array" : "")} property '{property.Name}' on class " +
            $"'{className}'";
        if (!property.IsList) return StoreOne(property.ElementType, value, place);
        if (value is not JsonArray list) throw Wrong($"{place}: not a {what} array, but {KindOf(value)}");
        var stored = new JsonArray();
        for (int i = 0; i < list.Count; i++)
        {
            // A list whose elements differ in kind is no refusal but a failure of the server.
            if (list[i] is not { } element || InferOne(element, property.ElementType) != property.ElementType)
            {
                throw WeaviateFailure.Of(
                    500, $"property '{property.Name}' on class '{className}': element [{i}]: mismatched data type");
            }

            stored.Add(StoreOne(property.ElementType, element, place));
        }

        return stored;
    }

    /// <summary>The type of a property that nobody declared.</summary>
    public static string Infer(JsonNode value) => value is JsonArray list
        ? (list.Count == 0 ? "text" : InferOne(list[0]!, "text")) + "[]"
        : InferOne(value, value.GetValueKind() == JsonValueKind.String && IsDate(value.GetValue<string>())
            ? "date"
            : "text");

    public static bool IsDate(string text) => DatePattern().IsMatch(text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);

    private static string InferOne(JsonNode value, string text) => value.GetValueKind() switch
    {
        JsonValueKind.String => text is "int" or "number" or "boolean" ? "text" : text,
        JsonValueKind.Number => text == "int" ? "int" : "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "object",
    };

    private static JsonNode StoreOne(string type, JsonNode value, string place)
    {
        JsonValueKind kind = value.GetValueKind();
        switch (type)
        {
            case "text" or "string" or "uuid":
                return kind == JsonValueKind.String
                    ? value.DeepClone()
                    : throw Wrong($"{place}: not a string, but {KindOf(value)}");
            case "boolean":
                return kind is JsonValueKind.True or JsonValueKind.False
                    ? value.DeepClone()
                    : throw Wrong($"{place}: not a bool, but {KindOf(value)}");
            case "date":
                return kind == JsonValueKind.String && IsDate(value.GetValue<string>())
                    ? value.DeepClone()
                    : throw Wrong($"{place}: requires a string with a RFC3339 formatted date, but the given value is " +
                        $"'{value}'");
            case "int" or "number":
                if (kind != JsonValueKind.Number)
                    throw Wrong($"{place}: requires an integer, the given value is '{value}'");
                if (type == "int" && value.ToJsonString().AsSpan().ContainsAny('.', 'e', 'E'))
                    throw Wrong($"{place}: the JSON number '{value.ToJsonString()}' could not be converted to an int");
                // Everything passes through a double: integers beyond 2^53 are rounded.
                return JsonValue.Create(double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture));
            default:
                return value.DeepClone();
        }
    }

    private static WeaviateFailure Wrong(string message) => WeaviateFailure.Of(422, message);

    private static string KindOf(JsonNode value) => value.GetValueKind().ToString();

    [GeneratedRegex(@"\A\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})\z")]
    private static partial Regex DatePattern();
}
