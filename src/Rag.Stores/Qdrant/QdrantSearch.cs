using System.Text.Json;
using Rag.Pipeline;
using Rag.Pipeline.Filtering;
using Rag.Stores.Http;

namespace Rag.Stores.Qdrant;

/// <summary>The searches: one request each, but for ties at the end of the list.</summary>
internal sealed class QdrantSearch(QdrantConnection connection, QdrantIndexes indexes, QdrantOptions options)
{
    /// <summary>Hits beyond the wanted ones that show whether the last of them is tied.</summary>
    private const int TieMargin = 16;

    /// <summary>Where more hits than these are tied, which of them come is the server's choice.</summary>
    private const int MaxTied = 10_000;

    /// <inheritdoc cref="IVectorStore.QueryAsync"/>
    public async Task<IReadOnlyList<ScoredChunk>> QueryAsync(
        IndexId index, VectorQuery query, CancellationToken cancellationToken)
    {
        VectorIndexSettings settings = await indexes.SettingsAsync(index, cancellationToken);
        float[] vector = VectorInput.Check(query.Vector.Span, settings, "the query");
        for (int limit = query.TopK + TieMargin; ; limit *= 8)
        {
            int asked = limit;
            ReadOnlyMemory<byte> body = JsonBody.Object(json =>
            {
                WriteSearch(json, vector, asked, exact: false);
                WriteFilter(json, indexes.NameOf(index), query.Filter);
            });
            List<ScoredChunk> hits = await SearchAsync(index, settings.Metric, body, cancellationToken);
            // The server gives equal scores in any order; ours must not change with top_k.
            bool isCutInTie = hits.Count >= limit && hits[^1].Score == hits[query.TopK - 1].Score;
            if (!isCutInTie || limit > MaxTied) return [.. hits.Take(query.TopK)];
        }
    }

    /// <inheritdoc cref="IVectorStore.ScoreAsync"/>
    public async Task<IReadOnlyList<ScoredChunk>> ScoreAsync(
        IndexId index, ReadOnlyMemory<float> vector, IReadOnlyList<ChunkId> ids, CancellationToken cancellationToken)
    {
        VectorIndexSettings settings = await indexes.SettingsAsync(index, cancellationToken);
        float[] query = VectorInput.Check(vector.Span, settings, "the query");
        if (ids.Count == 0) return [];
        ReadOnlyMemory<byte> body = JsonBody.Object(json =>
        {
            WriteSearch(json, query, ids.Count, exact: true);
            json.WriteStartObject("filter");
            json.WriteStartArray("must");
            QdrantFilterWriter.WriteEquals(json, QdrantPayload.Index, indexes.NameOf(index));
            json.WriteStartObject();
            WriteIds(json, "has_id", ids);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        });
        Dictionary<ChunkId, ScoredChunk> found =
            (await SearchAsync(index, settings.Metric, body, cancellationToken)).ToDictionary(hit => hit.Id);
        return [.. ids.Where(found.ContainsKey).Select(id => found[id])];
    }

    /// <summary>Writes the member <c>filter</c>: the index, and the caller's filter beside it.</summary>
    public static void WriteFilter(Utf8JsonWriter json, string indexName, Filter? filter)
    {
        json.WriteStartObject("filter");
        json.WriteStartArray("must");
        QdrantFilterWriter.WriteEquals(json, QdrantPayload.Index, indexName);
        if (filter is not null) QdrantFilterWriter.Write(json, filter);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes a list of point ids.</summary>
    public static void WriteIds(Utf8JsonWriter json, string member, IEnumerable<ChunkId> ids)
    {
        json.WriteStartArray(member);
        foreach (ChunkId id in ids) json.WriteStringValue(QdrantPayload.PointId(id));
        json.WriteEndArray();
    }

    private void WriteSearch(Utf8JsonWriter json, float[] vector, int limit, bool exact)
    {
        QdrantPayload.WriteVector(json, "query", vector);
        json.WriteNumber("limit", limit);
        json.WriteBoolean("with_vector", false);
        json.WriteStartArray("with_payload");
        json.WriteStringValue(QdrantPayload.Index);
        json.WriteEndArray();
        if (!exact && options.SearchBreadth == 0) return;
        json.WriteStartObject("params");
        if (exact) json.WriteBoolean("exact", true);
        else json.WriteNumber("hnsw_ef", options.SearchBreadth);
        json.WriteEndObject();
    }

    private async Task<List<ScoredChunk>> SearchAsync(
        IndexId index, DistanceMetric metric, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        JsonElement? answer = await connection.TrySendAsync(
            HttpMethod.Post, indexes.PathOf(index, "/points/query"), body, cancellationToken);
        if (answer is not { } result) throw indexes.Unknown(index);
        string name = indexes.NameOf(index);
        List<ScoredChunk> hits = StoreFailure.Reading("Qdrant", result, json =>
            json.GetProperty("points").EnumerateArray().Select(point => Read(point, index, name, metric)).ToList());
        hits.Sort((left, right) => left.Score == right.Score
            ? left.Id.CompareTo(right.Id)
            : right.Score.CompareTo(left.Score));
        return hits;
    }

    private static ScoredChunk Read(JsonElement point, IndexId index, string name, DistanceMetric metric)
    {
        // The request said which index; a server that ignores that must not hand one tenant what is another's.
        if (!point.TryGetProperty("payload", out JsonElement payload)
            || payload.ValueKind != JsonValueKind.Object
            || !payload.TryGetProperty(QdrantPayload.Index, out JsonElement owner)
            || owner.ValueKind != JsonValueKind.String || !owner.ValueEquals(name)
            || !QdrantPayload.TryChunkId(point.GetProperty("id"), out ChunkId id))
        {
            throw new StoreException(
                "foreign_hit",
                $"Qdrant answered a search of the index {index} with a point that does not belong to it.",
                isTransient: false);
        }

        float score = point.GetProperty("score").GetSingle();
        return new ScoredChunk(id, metric == DistanceMetric.Euclidean ? -score : score);
    }
}
