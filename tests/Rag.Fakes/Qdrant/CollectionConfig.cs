using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rag.Fakes.Qdrant;

/// <summary>What a collection was created with, the server's defaults below.</summary>
internal sealed class CollectionConfig
{
    private readonly JsonObject _hnsw = Default(
        """{"m":16,"ef_construct":100,"full_scan_threshold":10000,"max_indexing_threads":0,"on_disk":false}""");

    private readonly JsonObject _optimizer = Default(
        """
        {"deleted_threshold":0.2,"vacuum_min_vector_number":1000,"default_segment_number":0,"max_segment_size":null,
        "memmap_threshold":null,"indexing_threshold":10000,"flush_interval_sec":5,"max_optimization_threads":null,
        "prevent_unoptimized":null}
        """);

    private readonly JsonElement _request;
    private JsonObject? _strictMode;

    private CollectionConfig(JsonElement request, Dictionary<string, VectorSettings> vectors)
    {
        _request = request;
        Vectors = vectors;
        Update(request);
    }

    /// <summary>By name; the empty name for the unnamed one.</summary>
    public IReadOnlyDictionary<string, VectorSettings> Vectors { get; }

    public JsonElement StrictMode => JsonSerializer.SerializeToElement(_strictMode);

    public static CollectionConfig Parse(JsonElement request)
    {
        var vectors = new Dictionary<string, VectorSettings>();
        if (request.Member("vectors") is { } dense) AddDense(dense, vectors);
        if (request.Member("sparse_vectors") is not { } sparse) return new CollectionConfig(request, vectors);
        foreach (JsonProperty member in sparse.EnumerateObject())
            vectors[member.Name] = VectorSettings.Sparse(member.Value);
        return new CollectionConfig(request, vectors);
    }

    public void Update(JsonElement request)
    {
        Merge(_hnsw, request.Member("hnsw_config"));
        Merge(_optimizer, request.Member("optimizers_config"));
        if (request.Member("strict_mode_config") is { } strict) Merge(_strictMode ??= [], strict);
    }

    public object Describe()
    {
        var shape = new Dictionary<string, object?>();
        if (_request.Member("vectors") is { } vectors) shape["vectors"] = vectors;
        if (_request.Member("sparse_vectors") is { } sparse) shape["sparse_vectors"] = sparse;
        shape["shard_number"] = 1;
        shape["replication_factor"] = 1;
        shape["write_consistency_factor"] = 1;
        shape["on_disk_payload"] = true;
        var config = new Dictionary<string, object?>
        {
            ["params"] = shape,
            ["hnsw_config"] = _hnsw,
            ["optimizer_config"] = _optimizer,
            ["wal_config"] = Default("""{"wal_capacity_mb":32,"wal_segments_ahead":0,"wal_retain_closed":1}"""),
            ["quantization_config"] = null,
        };
        if (_strictMode is not null) config["strict_mode_config"] = _strictMode;
        return config;
    }

    private static void AddDense(JsonElement json, Dictionary<string, VectorSettings> vectors)
    {
        if (VectorSettings.TryParse(json, "vectors") is { } single)
        {
            vectors[""] = single;
            return;
        }

        if (json.ValueKind != JsonValueKind.Object) throw Refusal.NoVariant("VectorsConfig");
        foreach (JsonProperty member in json.EnumerateObject())
        {
            vectors[member.Name] = VectorSettings.TryParse(member.Value, $"vectors.{member.Name}")
                ?? throw Refusal.NoVariant("VectorsConfig");
        }
    }

    private static void Merge(JsonObject target, JsonElement? changes)
    {
        foreach (JsonProperty member in changes?.EnumerateObject().AsEnumerable() ?? [])
            target[member.Name] = JsonSerializer.SerializeToNode(member.Value);
    }

    private static JsonObject Default(string json) => (JsonObject)JsonNode.Parse(json)!;
}
