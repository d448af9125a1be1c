using System.Text.Json;

namespace Rag.Fakes.Qdrant;

/// <summary>Reads the points of an upsert: the list form and the columnar form.</summary>
internal static class PointReader
{
    public static List<(PointId Id, Dictionary<string, PointVector> Vectors, JsonElement Payload)> Read(
        JsonElement body)
    {
        if (body.Member("points") is { ValueKind: JsonValueKind.Array } points)
            return [.. points.EnumerateArray().Select(ReadPoint)];
        return body.Member("batch") is { ValueKind: JsonValueKind.Object } batch
            ? ReadColumns(batch)
            : throw Refusal.Format("Invalid PointInsertOperations format");
    }

    /// <summary>The vectors of a point, named or not.</summary>
    public static Dictionary<string, PointVector> Vectors(JsonElement json, string where)
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            PointVector vector = PointVector.Parse(json, where, "VectorStruct");
            return vector.Values.Length > 0
                ? new Dictionary<string, PointVector> { [""] = vector }
                : throw Refusal.Invalid($"{where}.vector: dense vector must not be empty");
        }

        return json.ValueKind == JsonValueKind.Object
            ? json.EnumerateObject().ToDictionary(
                member => member.Name, member => PointVector.Parse(member.Value, $"{where}.?", "VectorStruct"))
            : throw Refusal.NoVariant("VectorStruct");
    }

    private static (PointId Id, Dictionary<string, PointVector> Vectors, JsonElement Payload) ReadPoint(
        JsonElement json, int position)
    {
        if (json.ValueKind != JsonValueKind.Object) throw Refusal.Format("invalid type, expected struct PointStruct");
        PointId id = PointId.Parse(json.Member("id") ?? throw Refusal.Format("missing field `id`"));
        if (!json.TryGetProperty("vector", out JsonElement vector)) throw Refusal.Format("missing field `vector`");
        return (id, Vectors(vector, $"points[{position}].vector"), Payload(json.Member("payload")));
    }

    private static List<(PointId Id, Dictionary<string, PointVector> Vectors, JsonElement Payload)> ReadColumns(
        JsonElement json)
    {
        PointId[] ids = [.. (json.List("ids") ?? throw Refusal.Format("missing field `ids`")).Select(PointId.Parse)];
        JsonElement[] vectors = json.List("vectors") ?? throw Refusal.Format("missing field `vectors`");
        JsonElement[] payloads = json.List("payloads") ?? [];
        if (ids.Length != vectors.Length)
        {
            throw Refusal.Invalid(
                $"batch.batch: number of ids and vectors must be equal ({ids.Length} != {vectors.Length})");
        }

        return
        [
            .. ids.Select((id, i) =>
                (id, Vectors(vectors[i], "batch.vectors"), Payload(i < payloads.Length ? payloads[i] : null))),
        ];
    }

    private static JsonElement Payload(JsonElement? json) => json switch
    {
        null or { ValueKind: JsonValueKind.Null } => QdrantPoint.NoPayload,
        { ValueKind: JsonValueKind.Object } payload => payload.Clone(),
        _ => throw Refusal.Format("invalid type: sequence, expected a map"),
    };
}
