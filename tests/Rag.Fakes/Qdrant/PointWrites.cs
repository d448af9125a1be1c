using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rag.Fakes.Qdrant;

/// <summary>
/// The operations that change points. Each is read and checked first, so that a bad item refuses the whole, and then
/// handed back as the change to apply: with delayed visibility that is later.
/// </summary>
internal static class PointWrites
{
    public static Action Upsert(QdrantCollection collection, JsonElement body)
    {
        var points = PointReader.Read(body);
        if (points.Count == 0) throw Refusal.Bad("Empty update request");
        collection.Strict.CheckUpsert(points.Count);
        collection.Strict.CountWrite(points.Count);
        var kept = points.ConvertAll(point => (point.Id, Vectors: Keep(collection, point.Vectors), point.Payload));
        QdrantFilter? onlyIf = QdrantFilter.TryParse(body.Member("update_filter"), collection.Indexes);
        string mode = body.Text("update_mode") ?? "upsert";
        return () =>
        {
            long version = collection.NextOperation();
            foreach ((PointId id, Dictionary<string, PointVector> vectors, JsonElement payload) in kept)
            {
                bool exists = collection.Points.TryGetValue(id, out QdrantPoint? old);
                bool skipped = (exists && (mode == "insert_only" || onlyIf?.Matches(id, old!) == false))
                    || (!exists && mode == "update_only");
                if (!skipped) collection.Points[id] = new QdrantPoint(vectors, payload, version);
            }
        };
    }

    public static Action Delete(QdrantCollection collection, JsonElement body)
    {
        Func<IReadOnlyList<PointId>> selected = Select(collection, body, "PointsSelector", mustExist: false);
        collection.Strict.CountWrite(1);
        return () =>
        {
            collection.NextOperation();
            foreach (PointId id in selected()) collection.Points.Remove(id);
        };
    }

    public static Action SetPayload(QdrantCollection collection, JsonElement body, bool replace)
    {
        Func<IReadOnlyList<PointId>> selected = Select(collection, body, null, mustExist: true);
        JsonElement payload = (body.Member("payload") ?? throw Refusal.Format("missing field `payload`")).Clone();
        return () => Change(collection, selected(), old =>
        {
            JsonObject merged = replace ? [] : ToNode(old);
            foreach (JsonProperty member in payload.EnumerateObject())
                merged[member.Name] = JsonSerializer.SerializeToNode(member.Value);
            return merged;
        });
    }

    public static Action DeletePayload(QdrantCollection collection, JsonElement body)
    {
        Func<IReadOnlyList<PointId>> selected = Select(collection, body, null, mustExist: true);
        string[] keys = [.. (body.List("keys") ?? throw Refusal.Format("missing field `keys`"))
            .Select(key => key.GetString()!)];
        return () => Change(collection, selected(), old =>
        {
            JsonObject left = ToNode(old);
            foreach (string key in keys) left.Remove(key);
            return left;
        });
    }

    public static Action ClearPayload(QdrantCollection collection, JsonElement body)
    {
        Func<IReadOnlyList<PointId>> selected = Select(collection, body, "PointsSelector", mustExist: true);
        return () => Change(collection, selected(), _ => []);
    }

    public static Action UpdateVectors(QdrantCollection collection, JsonElement body)
    {
        var updates = (body.List("points") ?? throw Refusal.Format("missing field `points`"))
            .Select((point, i) => (
                Id: PointId.Parse(point.Member("id") ?? throw Refusal.Format("missing field `id`")),
                Vectors: Keep(collection, PointReader.Vectors(
                    point.Member("vector") ?? throw Refusal.Format("missing field `vector`"), $"points[{i}].vector"))))
            .ToList();
        CheckExist(collection, updates.ConvertAll(update => update.Id));
        return () =>
        {
            long version = collection.NextOperation();
            foreach ((PointId id, Dictionary<string, PointVector> vectors) in updates)
            {
                if (!collection.Points.TryGetValue(id, out QdrantPoint? old)) continue;
                var merged = new Dictionary<string, PointVector>(old.Vectors);
                foreach ((string name, PointVector vector) in vectors) merged[name] = vector;
                collection.Points[id] = old with { Vectors = merged, Version = version };
            }
        };
    }

    private static Dictionary<string, PointVector> Keep(
        QdrantCollection collection, Dictionary<string, PointVector> vectors) =>
        vectors.ToDictionary(pair => pair.Key, pair => collection.Vector(pair.Key).Keep(pair.Value));

    private static Func<IReadOnlyList<PointId>> Select(
        QdrantCollection collection, JsonElement body, string? variant, bool mustExist)
    {
        // Where both are given, the filter is ignored.
        if (body.List("points") is { } list)
        {
            PointId[] ids = [.. list.Select(PointId.Parse)];
            if (ids.Length == 0) throw Refusal.Bad("Empty update request");
            if (mustExist) CheckExist(collection, ids);
            return () => ids;
        }

        if (body.Member("filter") is null)
        {
            throw variant is null
                ? Refusal.Format("Either list of point ids or filter must be provided")
                : Refusal.NoVariant(variant);
        }

        QdrantFilter filter = collection.Filter(body, forUpdate: true)!;
        return () => [.. collection.Matching(filter).Select(pair => pair.Key)];
    }

    private static void CheckExist(QdrantCollection collection, IReadOnlyList<PointId> ids)
    {
        foreach (PointId id in ids)
        {
            if (!collection.Points.ContainsKey(id)) throw Refusal.Missing($"No point with id {id} found");
        }
    }

    private static void Change(
        QdrantCollection collection, IReadOnlyList<PointId> ids, Func<JsonElement, JsonObject> change)
    {
        long version = collection.NextOperation();
        foreach (PointId id in ids)
        {
            if (!collection.Points.TryGetValue(id, out QdrantPoint? old)) continue;
            JsonElement payload = JsonSerializer.SerializeToElement(change(old.Payload));
            collection.Points[id] = old with { Payload = payload, Version = version };
        }
    }

    private static JsonObject ToNode(JsonElement payload) => JsonObject.Create(payload)!;
}
