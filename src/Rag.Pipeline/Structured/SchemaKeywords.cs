using System.Collections.Frozen;
using System.Text.Json;

namespace Rag.Pipeline.Structured;

/// <summary>The keywords of JSON Schema that are known, by what stands behind them.</summary>
internal static class SchemaKeywords
{
    /// <summary>Keywords whose value is a schema.</summary>
    public static readonly FrozenSet<string> OneSchema = FrozenSet.Create("additionalProperties", "items", "not");

    /// <summary>Keywords whose value is a list of schemas.</summary>
    public static readonly FrozenSet<string> Schemas = FrozenSet.Create("allOf", "anyOf", "oneOf");

    /// <summary>Keywords whose value is an object of schemas.</summary>
    public static readonly FrozenSet<string> NamedSchemas = FrozenSet.Create("properties", "$defs", "definitions");

    /// <summary>Keywords whose value is a count.</summary>
    public static readonly FrozenSet<string> Counts = FrozenSet.Create(
        "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties");

    /// <summary>Keywords whose value is a number.</summary>
    public static readonly FrozenSet<string> Numbers = FrozenSet.Create(
        "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum");

    /// <summary>
    /// Dialects in which all of these keywords mean the same; what stands beside a <c>$ref</c> counts in any of them.
    /// </summary>
    public static readonly FrozenSet<string> Dialects = FrozenSet.Create(
        "https://json-schema.org/draft/2020-12/schema", "https://json-schema.org/draft/2019-09/schema",
        "http://json-schema.org/draft-07/schema", "http://json-schema.org/draft-06/schema");

    /// <summary>Keywords that say nothing about validity.</summary>
    public static readonly FrozenSet<string> Notes = FrozenSet.Create(
        "$id", "$comment", "title", "description", "default", "examples", "format", "deprecated",
        "readOnly", "writeOnly");

    /// <summary>The types.</summary>
    public static readonly FrozenSet<string> Types = FrozenSet.Create(
        "object", "array", "string", "number", "integer", "boolean", "null");

    /// <summary>A count; <c>2.0</c> is one, too.</summary>
    public static bool TryReadCount(JsonElement value, out int count)
    {
        count = 0;
        if (value.ValueKind != JsonValueKind.Number) return false;
        double number = value.GetDouble();
        if (!double.IsInteger(number) || number is < 0 or > int.MaxValue) return false;
        count = (int)number;
        return true;
    }

    /// <summary>The schema behind a reference such as <c>#/$defs/person</c>.</summary>
    public static bool TryResolve(JsonElement root, string? reference, out JsonElement target)
    {
        target = root;
        if (reference is null || !reference.StartsWith('#')) return false;
        foreach (string part in Uri.UnescapeDataString(reference).Split('/')[1..])
        {
            string name = part.Replace("~1", "/", StringComparison.Ordinal)
                .Replace("~0", "~", StringComparison.Ordinal);
            if (target.ValueKind != JsonValueKind.Object || !target.TryGetProperty(name, out target)) return false;
        }

        return reference.Length == 1 || reference[1] == '/';
    }
}
