using System.Text.Json;
using System.Text.RegularExpressions;

namespace Rag.Fakes.Qdrant;

/// <summary>An index over a payload field. It makes filters fast there; here it changes what they match.</summary>
internal sealed partial record FieldIndex(string Type, JsonElement Schema)
{
    private static readonly string[] Types =
        ["keyword", "integer", "float", "geo", "text", "bool", "datetime", "uuid"];

    public bool HasRange => Type is "integer" or "float" or "datetime";

    public bool HasMatch => Type is "keyword" or "integer" or "bool" or "uuid";

    public static FieldIndex Parse(JsonElement schema)
    {
        string? type = schema.ValueKind switch
        {
            JsonValueKind.String => schema.GetString(),
            JsonValueKind.Object => schema.Text("type"),
            _ => null,
        };
        return type is not null && Types.Contains(type)
            ? new FieldIndex(type, schema)
            : throw Refusal.NoVariant("PayloadFieldSchema");
    }

    /// <summary>Words of a text, as the default tokeniser cuts them.</summary>
    public static IEnumerable<string> Words(string text) =>
        Word().Matches(text).Select(match => match.Value.ToLowerInvariant());

    /// <summary>Whether the index holds a value of this kind; the others are as if they were not there.</summary>
    public bool Holds(JsonElement value) => Type switch
    {
        "keyword" or "uuid" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.GetDouble() == Math.Floor(value.GetDouble()),
        "bool" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => true,
    };

    [GeneratedRegex(@"[\p{L}\p{N}\p{M}]+")]
    private static partial Regex Word();
}
