using System.Text.Json.Nodes;

namespace Rag.Fakes.Weaviate.Objects;

/// <summary>Objects as the server writes them.</summary>
internal static class ObjectText
{
    /// <summary>The answer to a read.</summary>
    public static JsonObject OfRead(WeaviateClass owner, StoredObject stored, string? tenant, bool withVector)
    {
        float[]? vector = withVector ? stored.Vector : null;
        JsonObject json = Of(
            owner, stored.Id, stored.Properties, vector, tenant, stored.Created, stored.Updated);
        json["vectorWeights"] = null;
        return json;
    }

    /// <summary>The answer to a write: what was sent, with what was added to it.</summary>
    public static JsonObject Of(
        WeaviateClass owner,
        string id,
        JsonObject properties,
        float[]? vector,
        string? tenant,
        long created,
        long updated)
    {
        var json = new JsonObject
        {
            ["class"] = owner.Name,
            ["creationTimeUnix"] = created,
            ["id"] = id,
            ["lastUpdateTimeUnix"] = updated,
            ["properties"] = properties.DeepClone(),
        };
        if (!string.IsNullOrEmpty(tenant)) json["tenant"] = tenant;
        if (vector is null) return json;
        JsonArray values = OfVector(vector);
        if (owner.Definition.VectorName is { } name) json["vectors"] = new JsonObject { [name] = values };
        else json["vector"] = values;
        return json;
    }

    public static JsonArray OfVector(float[] vector) => [.. vector.Select(value => (JsonNode?)JsonValue.Create(value))];
}
