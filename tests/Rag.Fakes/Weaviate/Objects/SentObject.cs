using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Rag.Fakes.Weaviate.Objects;

/// <summary>An object as a client sent it.</summary>
/// <param name="ClassName">As sent; <see langword="null"/> if missing.</param>
/// <param name="Id">As sent, in lower case; <see langword="null"/> if missing.</param>
/// <param name="Properties">As sent, without those that are null.</param>
/// <param name="Vector"><see langword="null"/> if missing, null or empty.</param>
/// <param name="Tenant"><see langword="null"/> if missing.</param>
internal sealed partial record SentObject(
    string? ClassName, string? Id, JsonObject Properties, float[]? Vector, string? Tenant)
{
    /// <summary>Names of properties that were sent as null: a merge removes them.</summary>
    public IReadOnlyList<string> Nulls { get; private init; } = [];

    /// <summary>Reads an object.</summary>
    /// <param name="json">The object.</param>
    /// <param name="place">Where its id stands, for messages.</param>
    public static SentObject Read(JsonObject json, string place)
    {
        string? id = WeaviateCall.Text(json, "id")?.ToLowerInvariant();
        if (id is not null) CheckId(id, place);
        var properties = new JsonObject();
        var nulls = new List<string>();
        foreach ((string name, JsonNode? value) in json["properties"] as JsonObject ?? [])
        {
            string lowered = Schema.PropertyDefinition.LowerFirst(name);
            if (value is null) nulls.Add(lowered);
            else properties[lowered] = value.DeepClone();
        }

        return new SentObject(
            WeaviateCall.Text(json, "class"),
            id,
            properties,
            ReadVector(json["vector"]),
            WeaviateCall.Text(json, "tenant"))
        {
            Nulls = nulls,
        };
    }

    /// <summary>Refuses what is no UUID; hyphens may be missing.</summary>
    public static void CheckId(string id, string place)
    {
        if (!IdPattern().IsMatch(id)) throw WeaviateFailure.OfApi(422, $"{place} must be of type uuid: \"{id}\"", 601);
    }

    /// <summary>The form under which an id is stored.</summary>
    public static string Canonical(string id) => Guid.Parse(id).ToString("D", CultureInfo.InvariantCulture);

    public static float[]? ReadVector(JsonNode? json)
    {
        if (json is null) return null;
        if (json is not JsonArray list) throw WeaviateCall.Unparsable("cannot unmarshal into a vector");
        return list.Count == 0 ? null : [.. list.Select(ReadValue)];
    }

    private static float ReadValue(JsonNode? json)
    {
        if (json is null) return 0;
        float value = json.GetValueKind() == JsonValueKind.Number
            ? float.Parse(json.ToJsonString(), CultureInfo.InvariantCulture)
            : float.NaN;
        return float.IsFinite(value)
            ? value
            : throw WeaviateCall.Unparsable(
                $"json: cannot unmarshal {json.ToJsonString()} into Go struct field Object.vector of type float32");
    }

    [GeneratedRegex(@"\A[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}\z")]
    private static partial Regex IdPattern();
}
