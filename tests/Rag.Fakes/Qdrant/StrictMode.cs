using System.Globalization;
using System.Text.Json;

namespace Rag.Fakes.Qdrant;

/// <summary>The limits of a collection with strict mode; without it nothing is limited.</summary>
internal sealed class StrictMode
{
    private readonly JsonElement _limits;
    private readonly TokenBucket? _reads;
    private readonly TokenBucket? _writes;

    public StrictMode(JsonElement config, TimeProvider clock)
    {
        _limits = config.ValueKind == JsonValueKind.Object && config.Flag("enabled", false)
            ? config
            : JsonSerializer.Deserialize<JsonElement>("{}");
        _reads = _limits.Count("read_rate_limit") is { } reads ? new TokenBucket("Read", reads, clock) : null;
        _writes = _limits.Count("write_rate_limit") is { } writes ? new TokenBucket("Write", writes, clock) : null;
    }

    public void CountRead(int cost = 1) => _reads?.Take(cost);

    public void CountWrite(int cost) => _writes?.Take(cost);

    public void CheckUpsert(int points) => CheckLimit("upsert_max_batchsize", points, "upsert limit");

    public void CheckIndexes(int count)
    {
        if (_limits.Count("max_payload_index_count") is { } most && count >= most)
        {
            throw Refusal.Bad(
                $"Collection already has the maximum number of payload indices ({most}). Help: Please delete an " +
                "existing index before creating a new one.");
        }
    }

    public void CheckSearch(long limit, JsonElement? parameters)
    {
        CheckLimit("max_query_limit", limit, "limit");
        if (parameters is not { } json) return;
        if (json.Flag("exact", false) && !_limits.Flag("search_allow_exact", true))
            throw Refusal.Bad("Exact search disabled!. Help: Set exact=false.");
        if (json.Count("hnsw_ef") is { } ef) CheckLimit("search_max_hnsw_ef", ef, "hnsw_ef");
    }

    public void CheckTimeout(string? timeout)
    {
        if (long.TryParse(timeout, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds))
            CheckLimit("max_timeout", seconds, "timeout");
    }

    public void CheckFilter(QdrantFilter filter, FieldIndexes indexes, bool forUpdate)
    {
        if (_limits.Count("filter_max_conditions") is { } most && filter.Leaves.Count > most)
        {
            throw Refusal.Bad(
                $"Filter condition limit reached ({filter.Leaves.Count} > {most}). Help: Reduce the amount of " +
                "conditions of your filter.");
        }

        foreach (Condition condition in filter.Leaves)
        {
            if (_limits.Count("condition_max_size") is { } size && condition.Size > size)
            {
                throw Refusal.Bad(
                    $"Condition size limit reached ({condition.Size} > {size}). Help: Reduce the size of your " +
                    "condition.");
            }

            if (!_limits.Flag(forUpdate ? "unindexed_filtering_update" : "unindexed_filtering_retrieve", true))
                CheckIndexed(condition, indexes);
        }
    }

    private static void CheckIndexed(Condition condition, FieldIndexes indexes)
    {
        if (condition.Key is null) return;
        string? type = indexes.Of(condition.Key)?.Type;
        bool indexed = condition.IndexTypes.Count == 0 ? type is not null : condition.IndexTypes.Contains(type);
        if (indexed) return;
        throw Refusal.Bad(
            $"Index required but not found for \"{condition.Key}\" of one of the following types: " +
            $"[{string.Join(", ", condition.IndexTypes)}]. Help: Create an index for this key or use a different " +
            "filter.");
    }

    private void CheckLimit(string option, long value, string name)
    {
        if (_limits.Count(option) is { } most && value > most)
        {
            throw Refusal.Bad(
                $"Limit exceeded {value} > {most} for \"{name}\". Help: Reduce the \"{name}\" parameter to or below " +
                $"{most}.");
        }
    }
}
