using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Rag.Fakes.Weaviate.Schema;

/// <summary>A property of a class.</summary>
/// <param name="Name">Its first letter is in lower case.</param>
/// <param name="DataType">For instance <c>text[]</c>.</param>
internal sealed partial record PropertyDefinition(string Name, string DataType)
{
    private static readonly string[] Primitives =
        ["text", "string", "int", "number", "boolean", "date", "uuid", "object"];

    /// <summary><c>word</c> or <c>field</c> for texts; <see langword="null"/> for others.</summary>
    public string? Tokenization { get; init; }

    public bool IndexFilterable { get; init; } = true;

    public bool IndexSearchable { get; init; }

    public bool IndexRangeFilters { get; init; }

    public string? Description { get; init; }

    public bool IsList => DataType.EndsWith("[]", StringComparison.Ordinal);

    /// <summary>The type of one element.</summary>
    public string ElementType => IsList ? DataType[..^2] : DataType;

    public static PropertyDefinition Read(JsonObject json)
    {
        string name = WeaviateCall.Text(json, "name") ?? "";
        string type = (json["dataType"] as JsonArray)?.FirstOrDefault()?.GetValue<string>() ?? "";
        if (name is "id" or "_id" or "_additional")
            throw WeaviateFailure.OfSchema($"'{name}' is a reserved property name");
        if (!NamePattern().IsMatch(name))
        {
            throw WeaviateFailure.OfSchema(
                $"'{name}' is not a valid property name. Property names in Weaviate are restricted to valid GraphQL " +
                "names, which must be “/[_A-Za-z][_0-9A-Za-z]{0,230}/”");
        }

        if (!Primitives.Contains(type.Replace("[]", "", StringComparison.Ordinal)))
        {
            throw WeaviateFailure.OfSchema(
                $"property '{name}': invalid dataType: [{type}]: unknown primitive data type '{type}'");
        }

        bool isText = type is "text" or "text[]" or "string" or "string[]";
        return new PropertyDefinition(LowerFirst(name), type)
        {
            Tokenization = isText ? WeaviateCall.Text(json, "tokenization") ?? "word" : null,
            IndexFilterable = json["indexFilterable"]?.GetValue<bool>() ?? true,
            IndexSearchable = json["indexSearchable"]?.GetValue<bool>() ?? isText,
            IndexRangeFilters = WeaviateCall.Flag(json, "indexRangeFilters"),
            Description = WeaviateCall.Text(json, "description"),
        };
    }

    public static string LowerFirst(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["dataType"] = new JsonArray(DataType),
            ["indexFilterable"] = IndexFilterable,
            ["indexRangeFilters"] = IndexRangeFilters,
            ["indexSearchable"] = IndexSearchable,
            ["name"] = Name,
        };
        if (Tokenization is not null) json["tokenization"] = Tokenization;
        if (Description is not null) json["description"] = Description;
        return json;
    }

    [GeneratedRegex(@"\A[_A-Za-z][_0-9A-Za-z]{0,230}\z")]
    private static partial Regex NamePattern();
}
