using System.Text.Json;

namespace Rag.Pipeline.Structured;

/// <summary>Goes once through a schema and finds what cannot be judged by it.</summary>
internal sealed class SchemaReading(JsonElement root)
{
    private readonly HashSet<string> _followed = [];
    private int _schemas;

    public string? FindProblem() => Read(root, "#");

    private string? Read(JsonElement schema, string place)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False) return null;
        if (schema.ValueKind != JsonValueKind.Object) return $"'{place}' is not a schema: an object, true or false.";
        if (++_schemas > JsonSchema.MaxSchemas)
            return $"the schema holds more than {JsonSchema.MaxSchemas:N0} schemas, the limit.";
        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            if (ReadKeyword(keyword.Name, keyword.Value, $"{place}/{keyword.Name}") is { } problem) return problem;
        }

        return null;
    }

    private string? ReadKeyword(string name, JsonElement value, string place)
    {
        if (SchemaKeywords.Notes.Contains(name)) return null;
        if (SchemaKeywords.OneSchema.Contains(name)) return Read(value, place);
        if (SchemaKeywords.Schemas.Contains(name))
        {
            return value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0
                ? ReadAll(value.EnumerateArray().Select((item, i) => (item, $"{place}/{i}")))
                : $"'{place}' must be a list of schemas, not empty.";
        }

        if (SchemaKeywords.NamedSchemas.Contains(name))
        {
            return value.ValueKind == JsonValueKind.Object
                ? ReadAll(value.EnumerateObject().Select(member => (member.Value, $"{place}/{member.Name}")))
                : $"'{place}' must be an object of schemas.";
        }

        if (ReadValue(name, value) is { } wanted) return $"'{place}' {wanted}.";
        return name == "$ref" ? ReadTarget(value.GetString()!) : null;
    }

    /// <summary>A reference may name what stands where no schema is expected: nobody else would read that.</summary>
    private string? ReadTarget(string reference) =>
        _followed.Add(reference) && SchemaKeywords.TryResolve(root, reference, out JsonElement target)
            ? Read(target, reference)
            : null;

    private string? ReadAll(IEnumerable<(JsonElement Schema, string Place)> schemas)
    {
        foreach ((JsonElement schema, string place) in schemas)
        {
            if (Read(schema, place) is { } problem) return problem;
        }

        return null;
    }

    private string? ReadValue(string name, JsonElement value) => name switch
    {
        "type" => AreTypes(value)
            ? null
            : $"must be one or several of {string.Join(", ", SchemaKeywords.Types.Order(StringComparer.Ordinal))}",
        "required" => AreTexts(value) ? null : "must be a list of names",
        "enum" => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0
            ? null
            : "must be a list of values, not empty",
        "const" => null,
        "uniqueItems" => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "must be true or false",
        "$schema" => TextOf(value) is { } dialect && SchemaKeywords.Dialects.Contains(dialect.TrimEnd('#'))
            ? null
            : $"must be one of {string.Join(", ", SchemaKeywords.Dialects.Order(StringComparer.Ordinal))}",
        "$ref" => SchemaKeywords.TryResolve(root, TextOf(value), out _)
            ? null
            : "must name a schema of this document, for instance '#/$defs/person'",
        _ when SchemaKeywords.Counts.Contains(name) =>
            SchemaKeywords.TryReadCount(value, out _)
                ? null
                : "must be a whole number of 0 or more",
        _ when SchemaKeywords.Numbers.Contains(name) =>
            value.ValueKind == JsonValueKind.Number ? null : "must be a number",
        _ => "is a keyword that is not supported; leave it out",
    };

    private static bool AreTypes(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? value.GetArrayLength() > 0 && value.EnumerateArray().All(IsType)
        : IsType(value);

    private static bool IsType(JsonElement value) =>
        TextOf(value) is { } text && SchemaKeywords.Types.Contains(text);

    private static bool AreTexts(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array
        && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String);

    private static string? TextOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
