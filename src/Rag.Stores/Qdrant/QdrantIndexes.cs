using System.Collections.Concurrent;
using System.Text.Json;
using Rag.Pipeline;
using Rag.Pipeline.Filtering;
using Rag.Stores.Facts;
using Rag.Stores.Http;

namespace Rag.Stores.Qdrant;

/// <summary>
/// The indexes in the server, each a collection of its own: what they were made for, and the payload indexes over the
/// fields that filters read. What was read is trusted for a short while only, because another silo may drop an index
/// and make it again.
/// </summary>
internal sealed class QdrantIndexes(QdrantConnection connection, QdrantOptions options, TimeProvider clock)
{
    private static readonly TimeSpan TrustedFor = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<IndexId, Known> _known = new();

    /// <summary>The collection's name in the server.</summary>
    public string NameOf(IndexId index) => IndexNames.Of(options.Prefix, index);

    /// <summary>A path below the index's collection.</summary>
    public string PathOf(IndexId index, string rest = "") =>
        $"collections/{Uri.EscapeDataString(NameOf(index))}{rest}";

    /// <summary>What the index was made for.</summary>
    /// <exception cref="StoreException">Code <c>unknown_index</c>.</exception>
    public async Task<VectorIndexSettings> SettingsAsync(IndexId index, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(index, out Known? known) && clock.GetElapsedTime(known.At) < TrustedFor)
            return known.Settings;
        return await ReadSettingsAsync(index, cancellationToken) ?? throw Unknown(index);
    }

    /// <summary>Makes the index and the payload indexes of its fixed fields.</summary>
    public async Task CreateAsync(IndexId index, VectorIndexSettings settings, CancellationToken cancellationToken)
    {
        VectorIndexSettings? made = await ReadSettingsAsync(index, cancellationToken);
        if (made is null)
        {
            try
            {
                await connection.TrySendAsync(
                    HttpMethod.Put, PathOf(index), Description(settings), cancellationToken);
            }
            catch (StoreException failure) when (failure.Code == "refused")
            {
                // Another caller may have made it in between; then it can be read now.
                if (await ReadSettingsAsync(index, cancellationToken) is null) throw;
            }

            made = await ReadSettingsAsync(index, cancellationToken) ?? throw Unknown(index);
        }

        if (made != settings)
        {
            throw new StoreException(
                "conflict", $"The index {index} exists with {made}, not with {settings}.", isTransient: false);
        }

        foreach ((string field, string type) in QdrantPayload.Fields)
            await AddFieldAsync(index, field, type, cancellationToken);
    }

    /// <summary>
    /// Makes payload indexes over the range fields of metadata that is about to be written, each once. Ranges are right
    /// without them, but slow.
    /// </summary>
    public async Task AddRangeFieldsAsync(
        IndexId index, IEnumerable<Metadata> metadata, CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue(index, out Known? known)) return;
        foreach (string field in metadata.SelectMany(RangeFields.Of).Select(pair => pair.Key).Distinct())
        {
            if (known.Fields.ContainsKey(field)) continue;
            await AddFieldAsync(index, field, "float", cancellationToken);
            known.Fields.TryAdd(field, true);
        }
    }

    /// <summary>The indexes of this product.</summary>
    public async Task<IReadOnlyList<IndexId>> ListAsync(CancellationToken cancellationToken)
    {
        JsonElement? result = await connection.TrySendAsync(HttpMethod.Get, "collections", null, cancellationToken);
        if (result is not { } list) return [];
        List<string> names = StoreFailure.Reading("Qdrant", list, json => json.GetProperty("collections")
            .EnumerateArray().Select(collection => collection.GetProperty("name").GetString()!).ToList());
        var indexes = new List<IndexId>();
        foreach (string name in names)
        {
            if (IndexNames.TryParse(options.Prefix, name, out IndexId index)) indexes.Add(index);
        }

        return indexes;
    }

    /// <summary>Forgets what is known of an index.</summary>
    public void Forget(IndexId index) => _known.TryRemove(index, out _);

    /// <summary>The failure of a call on an index that is not there.</summary>
    public StoreException Unknown(IndexId index)
    {
        Forget(index);
        return new StoreException("unknown_index", $"There is no index {index} in Qdrant.", isTransient: false);
    }

    private async Task<VectorIndexSettings?> ReadSettingsAsync(IndexId index, CancellationToken cancellationToken)
    {
        JsonElement? answer = await connection.TrySendAsync(HttpMethod.Get, PathOf(index), null, cancellationToken);
        if (answer is not { } description)
        {
            Forget(index);
            return null;
        }

        Known known = StoreFailure.Reading("Qdrant", description, json => Read(index, json));
        _known[index] = known;
        return known.Settings;
    }

    private Known Read(IndexId index, JsonElement description)
    {
        JsonElement vectors = description.GetProperty("config").GetProperty("params").GetProperty("vectors");
        var settings = new VectorIndexSettings(
            vectors.GetProperty("size").GetInt32(), Metric(index, vectors.GetProperty("distance").GetString()));
        var fields = description.GetProperty("payload_schema").EnumerateObject()
            .Select(member => KeyValuePair.Create(member.Name, true));
        return new Known(
            settings, clock.GetTimestamp(), new ConcurrentDictionary<string, bool>(fields, StringComparer.Ordinal));
    }

    private async Task AddFieldAsync(
        IndexId index, string field, string type, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(index, out Known? known) && known.Fields.ContainsKey(field)) return;
        ReadOnlyMemory<byte> body = JsonBody.Object(json =>
        {
            json.WriteString("field_name", field);
            json.WriteString("field_schema", type);
        });
        if (!await connection.TryWriteAsync(HttpMethod.Put, PathOf(index, "/index"), body, cancellationToken))
            throw Unknown(index);
    }

    private ReadOnlyMemory<byte> Description(VectorIndexSettings settings) => JsonBody.Object(json =>
    {
        json.WriteStartObject("vectors");
        json.WriteNumber("size", settings.Dimensions);
        json.WriteString("distance", settings.Metric switch
        {
            DistanceMetric.Cosine => "Cosine",
            DistanceMetric.Dot => "Dot",
            _ => "Euclid",
        });
        json.WriteEndObject();
        if (options.ReplicationFactor > 1) json.WriteNumber("replication_factor", options.ReplicationFactor);
    });

    private static DistanceMetric Metric(IndexId index, string? distance) => distance switch
    {
        "Cosine" => DistanceMetric.Cosine,
        "Dot" => DistanceMetric.Dot,
        "Euclid" => DistanceMetric.Euclidean,
        _ => throw new StoreException(
            "corrupt", $"The index {index} in Qdrant has the distance '{distance}', which none of ours has.", false),
    };

    private sealed record Known(VectorIndexSettings Settings, long At, ConcurrentDictionary<string, bool> Fields);
}
