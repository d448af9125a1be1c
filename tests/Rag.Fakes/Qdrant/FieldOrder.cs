using System.Text.Json;

namespace Rag.Fakes.Qdrant;

/// <summary><c>order_by</c>: points by a number of their payload; the field needs a range index.</summary>
internal static class FieldOrder
{
    public static IEnumerable<(PointId Id, QdrantPoint Point, JsonElement Value)> Sort(
        QdrantCollection collection, JsonElement order, IEnumerable<KeyValuePair<PointId, QdrantPoint>> points)
    {
        string key = order.ValueKind == JsonValueKind.String
            ? order.GetString()!
            : order.Text("key") ?? throw Refusal.Format("missing field `key`");
        if (collection.Indexes.Of(key)?.HasRange != true)
        {
            throw Refusal.Input(
                $"No range index for `order_by` key: `{key}`. Please create one to use `order_by`. Check " +
                "https://qdrant.tech/documentation/concepts/indexing/#payload-index to see which payload schemas " +
                "support Range conditions");
        }

        PayloadPath path = PayloadPath.Parse(key);
        var valued =
            from point in points
            from value in ConditionReader.Elements(path, point.Value.Payload)
            where value.ValueKind == JsonValueKind.Number
            select (point.Key, point.Value, value);
        bool descending = order.ValueKind == JsonValueKind.Object && order.Text("direction") == "desc";
        return descending
            ? valued.OrderByDescending(item => item.value.GetDouble())
            : valued.OrderBy(item => item.value.GetDouble());
    }
}
