using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Rag.Pipeline.Filtering;

/// <summary>
/// Reads the filter grammar of the HTTP contract. An object with <c>filters</c>, or with both <c>type</c> and
/// <c>key</c>, is a node; any other object is a bare map of which every pair must hold, a list value meaning <c>in</c>.
/// </summary>
public static class FilterReader
{
    /// <summary>Most nodes of a filter.</summary>
    public const int MaxNodes = 200;

    /// <summary>Deepest nesting of a filter, the root being 1.</summary>
    public const int MaxDepth = 10;

    /// <summary>Most values of <c>in</c> and <c>nin</c>.</summary>
    public const int MaxValues = 1_000;

    /// <summary>Reads a filter; <paramref name="problem"/> says what is wrong and where.</summary>
    /// <param name="json">The filter; null, undefined and <c>{}</c> mean no filter.</param>
    /// <param name="filter"><see langword="null"/> for no filter.</param>
    /// <param name="problem">The reason, with the value and the limit.</param>
    public static bool TryRead(JsonElement json, out Filter? filter, [NotNullWhen(false)] out string? problem)
    {
        filter = null;
        problem = null;
        if (json.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined || IsEmptyObject(json)) return true;
        try
        {
            int nodes = 0;
            filter = ReadNode(json, 1, ref nodes);
            return true;
        }
        catch (FilterSyntaxException exception)
        {
            problem = exception.Message;
            return false;
        }
    }

    /// <summary>Reads a filter from JSON text; a text nested too deeply for JSON readers is told as such.</summary>
    public static bool TryRead(string? json, out Filter? filter, [NotNullWhen(false)] out string? problem)
    {
        filter = null;
        problem = null;
        if (json is null) return true;
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return TryRead(document.RootElement, out filter, out problem);
        }
        catch (JsonException exception)
        {
            problem = $"the filter is not JSON of at most {MaxDepth} levels: {exception.Message}";
            return false;
        }
    }

    private static Filter ReadNode(JsonElement json, int depth, ref int nodes)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new FilterSyntaxException($"a filter is an object, not a {json.ValueKind}");
        if (depth > MaxDepth) throw new FilterSyntaxException($"the filter is nested deeper than {MaxDepth} levels");
        Count(ref nodes);
        bool hasFilters = json.TryGetProperty("filters", out JsonElement filters);
        bool hasType = json.TryGetProperty("type", out JsonElement type);
        if (hasFilters) return ReadCombination(json, hasType ? type : default, filters, depth, ref nodes);
        return hasType && json.TryGetProperty("key", out JsonElement key)
            ? ReadCondition(json, type, key)
            : ReadMap(json, ref nodes);
    }

    private static Filter ReadCombination(
        JsonElement json, JsonElement type, JsonElement filters, int depth, ref int nodes)
    {
        RefuseOthers(json, "type", "filters");
        string name = type.ValueKind == JsonValueKind.String ? type.GetString()! : "";
        if (name is not ("and" or "or" or "not"))
            throw new FilterSyntaxException($"'type' beside 'filters' is and, or, not; it is '{name}'");
        if (filters.ValueKind != JsonValueKind.Array) throw new FilterSyntaxException("'filters' is a list of filters");
        var operands = ImmutableArray.CreateBuilder<Filter>();
        foreach (JsonElement item in filters.EnumerateArray()) operands.Add(ReadNode(item, depth + 1, ref nodes));
        if (operands.Count == 0) throw new FilterSyntaxException($"'{name}' needs at least one filter; it has none");
        if (name == "not" && operands.Count != 1)
            throw new FilterSyntaxException($"'not' takes exactly one filter; it has {operands.Count}");
        return name switch
        {
            "and" => new Filter.And(operands.ToImmutable()),
            "or" => new Filter.Or(operands.ToImmutable()),
            _ => new Filter.Not(operands[0]),
        };
    }

    private static Filter ReadMap(JsonElement json, ref int nodes)
    {
        var operands = ImmutableArray.CreateBuilder<Filter>();
        foreach (JsonProperty property in json.EnumerateObject())
        {
            Count(ref nodes);
            string key = CheckKey(property.Name);
            operands.Add(property.Value.ValueKind == JsonValueKind.Array
                ? new Filter.In(key, ReadValues(key, property.Value))
                : new Filter.In(key, [ReadValue(key, property.Value)]));
        }

        return operands.Count == 1 ? operands[0] : new Filter.And(operands.ToImmutable());
    }

    private static Filter ReadCondition(JsonElement json, JsonElement type, JsonElement keyElement)
    {
        RefuseOthers(json, "type", "key", "value");
        string key = CheckKey(keyElement.ValueKind == JsonValueKind.String
            ? keyElement.GetString()!
            : throw new FilterSyntaxException("'key' is a string"));
        if (!json.TryGetProperty("value", out JsonElement value))
            throw new FilterSyntaxException($"the filter on '{key}' has no 'value'");
        string name = type.ValueKind == JsonValueKind.String ? type.GetString()! : type.GetRawText();
        return name switch
        {
            "eq" => new Filter.In(key, [ReadValue(key, value)]),
            "ne" => new Filter.Not(new Filter.In(key, [ReadValue(key, value)])),
            "in" => new Filter.In(key, ReadValues(key, value)),
            "nin" => new Filter.Not(new Filter.In(key, ReadValues(key, value))),
            "gt" => ReadComparison(key, Comparison.Greater, value),
            "gte" => ReadComparison(key, Comparison.GreaterOrEqual, value),
            "lt" => ReadComparison(key, Comparison.Less, value),
            "lte" => ReadComparison(key, Comparison.LessOrEqual, value),
            "contains" => new Filter.Contains(key, value.ValueKind == JsonValueKind.String
                ? value.GetString()!
                : throw new FilterSyntaxException($"'contains' on '{key}' takes a string, not a {value.ValueKind}")),
            "exists" => ReadExists(key, value),
            _ => throw new FilterSyntaxException(
                $"the filter type '{name}' is not one of "
                + "eq, ne, gt, gte, lt, lte, in, nin, contains, exists, and, or, not"),
        };
    }

    private static Filter ReadExists(string key, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => new Filter.Exists(key),
        JsonValueKind.False => new Filter.Not(new Filter.Exists(key)),
        _ => throw new FilterSyntaxException($"'exists' on '{key}' takes true or false, not a {value.ValueKind}"),
    };

    private static Filter ReadComparison(string key, Comparison comparison, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number)
            return new Filter.CompareNumber(key, comparison, ReadNumber(key, value));
        if (value.ValueKind == JsonValueKind.String && Instant.TryParse(value.GetString()!, out Instant instant))
        {
            return new Filter.CompareInstant(key, comparison, instant);
        }

        throw new FilterSyntaxException($"gt, gte, lt and lte on '{key}' take a number or an RFC 3339 date or time");
    }

    private static ImmutableArray<MetadataValue> ReadValues(string key, JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array)
            throw new FilterSyntaxException($"'in' and 'nin' on '{key}' take a list");
        int count = list.GetArrayLength();
        if (count > MaxValues)
            throw new FilterSyntaxException($"the list on '{key}' has {count:N0} values; the limit is {MaxValues:N0}");
        return list.EnumerateArray().Select(item => ReadValue(key, item)).ToImmutableArray();
    }

    private static MetadataValue ReadValue(string key, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => MetadataValue.Of(value.GetString()!),
        JsonValueKind.True or JsonValueKind.False => MetadataValue.Of(value.GetBoolean()),
        JsonValueKind.Number => MetadataValue.Of(ReadNumber(key, value)),
        _ => throw new FilterSyntaxException(
            $"'{key}' is compared with a {value.ValueKind}; use a string, number or boolean"),
    };

    private static double ReadNumber(string key, JsonElement value) =>
        JsonNumber.TryRead(value, out double number, out string problem)
            ? number
            : throw new FilterSyntaxException($"'{key}': {problem}");

    private static string CheckKey(string key) => MetadataLimits.IsKey(key)
        ? key
        : throw new FilterSyntaxException(
            $"the filter key '{(key.Length <= 80 ? key : key[..80] + "…")}' is not "
            + $"1..{MetadataLimits.MaxKeyLength} characters of A-Za-z0-9_.-");

    private static void RefuseOthers(JsonElement json, params ReadOnlySpan<string> allowed)
    {
        foreach (JsonProperty property in json.EnumerateObject())
        {
            if (!allowed.Contains(property.Name)) throw new FilterSyntaxException($"a filter has no '{property.Name}'");
        }
    }

    private static void Count(ref int nodes)
    {
        if (++nodes > MaxNodes) throw new FilterSyntaxException($"the filter has more than {MaxNodes} nodes");
    }

    private static bool IsEmptyObject(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && !json.EnumerateObject().MoveNext();
}
