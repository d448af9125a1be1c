using System.Text.Json;

namespace Rag.Fakes.Qdrant;

/// <summary>A collection: its points in the order of their ids, its indexes and settings. One caller at a
/// time.</summary>
internal sealed class QdrantCollection(string name, CollectionConfig config, TimeProvider clock)
{
    private long _operations;

    public string Name => name;

    public CollectionConfig Config => config;

    public StrictMode Strict { get; set; } = new(config.StrictMode, clock);

    public SortedDictionary<PointId, QdrantPoint> Points { get; } = [];

    public FieldIndexes Indexes { get; } = new();

    /// <summary>The next number of an operation; they only grow.</summary>
    public long NextOperation() => ++_operations;

    /// <summary>The settings of a named vector.</summary>
    /// <exception cref="Refusal">The collection has none of that name.</exception>
    public VectorSettings Vector(string vector) => config.Vectors.TryGetValue(vector, out VectorSettings? settings)
        ? settings
        : throw Refusal.Input($"Not existing vector name error: {vector}");

    /// <summary>Reads a filter and holds it against strict mode.</summary>
    public QdrantFilter? Filter(JsonElement json, bool forUpdate = false)
    {
        QdrantFilter? filter = QdrantFilter.TryParse(json.Member("filter"), Indexes);
        if (filter is not null) Strict.CheckFilter(filter, Indexes, forUpdate);
        return filter;
    }

    public IEnumerable<KeyValuePair<PointId, QdrantPoint>> Matching(QdrantFilter? filter) =>
        filter is null ? Points : Points.Where(pair => filter.Matches(pair.Key, pair.Value));

    public object Describe() => new
    {
        status = "green",
        optimizer_status = "ok",
        indexed_vectors_count = 0,
        points_count = Points.Count,
        segments_count = 2,
        config = config.Describe(),
        payload_schema = Indexes.All.ToDictionary(pair => pair.Key, pair => Describe(pair.Key, pair.Value)),
        update_queue = new { length = 0 },
    };

    private Dictionary<string, object> Describe(string field, FieldIndex index)
    {
        PayloadPath path = PayloadPath.Parse(field);
        var description = new Dictionary<string, object>
        {
            ["data_type"] = index.Type,
            ["points"] = Points.Values.Count(point =>
                ConditionReader.Elements(path, point.Payload).Any(value => index.Holds(value))),
        };
        if (index.Schema.ValueKind == JsonValueKind.Object) description["params"] = index.Schema;
        return description;
    }
}
