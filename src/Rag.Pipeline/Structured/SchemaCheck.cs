using System.Globalization;
using System.Text.Json;

namespace Rag.Pipeline.Structured;

/// <summary>
/// Judges a value by a schema that <see cref="SchemaReading"/> has passed. Steps are bounded: schemas may refer to
/// themselves, and alternatives multiply.
/// </summary>
internal sealed class SchemaCheck(JsonElement root)
{
    private const int MaxSteps = 100_000;
    private const int MaxDepth = 200;

    private int _steps;

    public string? FindProblem(JsonElement value) => Check(root, value, "$", 0);

    private string? Check(JsonElement schema, JsonElement value, string place, int depth)
    {
        if (++_steps > MaxSteps || depth > MaxDepth) return $"'{place}' is too deep or too large to be checked.";
        if (schema.ValueKind == JsonValueKind.True) return null;
        if (schema.ValueKind == JsonValueKind.False) return $"'{place}' must not be there.";
        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            if (CheckKeyword(schema, keyword, value, place, depth) is { } problem) return problem;
        }

        return null;
    }

    private string? CheckKeyword(
        JsonElement schema, JsonProperty keyword, JsonElement value, string place, int depth) => keyword.Name switch
    {
        "type" => CheckType(keyword.Value, value, place),
        "enum" => keyword.Value.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value))
            ? null
            : $"'{place}' must be one of {keyword.Value.GetRawText()}.",
        "const" => JsonElement.DeepEquals(keyword.Value, value)
            ? null
            : $"'{place}' must be {keyword.Value.GetRawText()}.",
        "$ref" => SchemaKeywords.TryResolve(root, keyword.Value.GetString(), out JsonElement target)
            ? Check(target, value, place, depth + 1)
            : null,
        "allOf" => keyword.Value.EnumerateArray()
            .Select(one => Check(one, value, place, depth + 1)).FirstOrDefault(problem => problem is not null),
        "anyOf" => CountOf(keyword.Value, value, place, depth) > 0 ? null : $"'{place}' fits no schema of 'anyOf'.",
        "oneOf" => CountOf(keyword.Value, value, place, depth) == 1
            ? null
            : $"'{place}' must fit exactly one schema of 'oneOf'.",
        "not" => Check(keyword.Value, value, place, depth + 1) is null ? $"'{place}' fits what 'not' forbids." : null,
        _ => value.ValueKind switch
        {
            JsonValueKind.Object => CheckObject(schema, keyword, value, place, depth),
            JsonValueKind.Array => CheckArray(keyword, value, place, depth),
            JsonValueKind.String => CheckText(keyword, value, place),
            JsonValueKind.Number => CheckNumber(keyword, value, place),
            _ => null,
        },
    };

    private int CountOf(JsonElement schemas, JsonElement value, string place, int depth) =>
        schemas.EnumerateArray().Count(one => Check(one, value, place, depth + 1) is null);

    private static string? CheckType(JsonElement types, JsonElement value, string place)
    {
        bool fits = types.ValueKind == JsonValueKind.Array
            ? types.EnumerateArray().Any(type => IsOf(type.GetString(), value))
            : IsOf(types.GetString(), value);
        return fits ? null : $"'{place}' must be of type {types.GetRawText()}.";
    }

    private static bool IsOf(string? type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "integer" => value.ValueKind == JsonValueKind.Number && double.IsInteger(value.GetDouble()),
        _ => value.ValueKind == JsonValueKind.Number,
    };

    private string? CheckObject(
        JsonElement schema, JsonProperty keyword, JsonElement value, string place, int depth)
    {
        switch (keyword.Name)
        {
            case "properties":
                return value.EnumerateObject()
                    .Where(member => keyword.Value.TryGetProperty(member.Name, out _))
                    .Select(member => Check(
                        keyword.Value.GetProperty(member.Name), member.Value, $"{place}.{member.Name}", depth + 1))
                    .FirstOrDefault(problem => problem is not null);
            case "additionalProperties":
                bool hasNamed = schema.TryGetProperty("properties", out JsonElement named);
                return value.EnumerateObject()
                    .Where(member => !hasNamed || !named.TryGetProperty(member.Name, out _))
                    .Select(member => Check(keyword.Value, member.Value, $"{place}.{member.Name}", depth + 1))
                    .FirstOrDefault(problem => problem is not null);
            case "required":
                return keyword.Value.EnumerateArray().Select(name => name.GetString()!)
                    .Where(name => !value.TryGetProperty(name, out _))
                    .Select(name => $"'{place}.{name}' is missing.").FirstOrDefault();
            default:
                return CheckCount(keyword, "Properties", value.GetPropertyCount(), place, "members");
        }
    }

    private string? CheckArray(JsonProperty keyword, JsonElement value, string place, int depth)
    {
        if (keyword.Name == "items")
        {
            return value.EnumerateArray()
                .Select((item, i) => Check(keyword.Value, item, $"{place}[{i}]", depth + 1))
                .FirstOrDefault(problem => problem is not null);
        }

        if (keyword.Name != "uniqueItems" || keyword.Value.ValueKind != JsonValueKind.True)
            return CheckCount(keyword, "Items", value.GetArrayLength(), place, "items");
        JsonElement[] items = [.. value.EnumerateArray()];
        for (int i = 1; i < items.Length; i++)
        {
            if ((_steps += i) > MaxSteps) return $"'{place}' is too large to be checked.";
            if (items.Take(i).Any(before => JsonElement.DeepEquals(before, items[i])))
                return $"'{place}[{i}]' repeats an item.";
        }

        return null;
    }

    /// <summary>A length counts code points, as the specification says.</summary>
    private static string? CheckText(JsonProperty keyword, JsonElement value, string place) =>
        keyword.Name is "minLength" or "maxLength"
            ? CheckCount(keyword, "Length", value.GetString()!.EnumerateRunes().Count(), place, "characters")
            : null;

    private static string? CheckCount(JsonProperty keyword, string of, int count, string place, string what)
    {
        if (!SchemaKeywords.TryReadCount(keyword.Value, out int bound)) return null;
        if (keyword.Name == "min" + of && count < bound)
            return $"'{place}' has {count} {what}; it must have at least {bound}.";
        return keyword.Name == "max" + of && count > bound
            ? $"'{place}' has {count} {what}; it must have at most {bound}."
            : null;
    }

    private static string? CheckNumber(JsonProperty keyword, JsonElement value, string place)
    {
        if (!SchemaKeywords.Numbers.Contains(keyword.Name)) return null;
        double number = value.GetDouble();
        double bound = keyword.Value.GetDouble();
        (bool fits, string sign) = keyword.Name switch
        {
            "minimum" => (number >= bound, "at least"),
            "maximum" => (number <= bound, "at most"),
            "exclusiveMinimum" => (number > bound, "more than"),
            _ => (number < bound, "less than"),
        };
        return fits
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"'{place}' is {number}; it must be {sign} {bound}.");
    }
}
