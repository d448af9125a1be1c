using System.Text.Json;
using Rag.Pipeline;
using Rag.Stores.Http;

namespace Rag.Stores.Pinecone;

/// <summary>The searches: one request each, but for ties at the end of the list.</summary>
internal sealed class PineconeSearch(PineconeConnection connection, PineconeNamespaces namespaces)
{
    /// <summary>The vendor's own limit.</summary>
    public const int MaxResults = 10_000;

    /// <summary>Hits beyond the wanted ones that show whether the last of them is tied.</summary>
    private const int TieMargin = 16;

    /// <summary>Larger indexes are not counted id by id.</summary>
    private const int MaxCounted = 10_000;

    /// <inheritdoc cref="IVectorStore.QueryAsync"/>
    public async Task<IReadOnlyList<ScoredChunk>> QueryAsync(
        IndexId index, VectorQuery query, CancellationToken cancellationToken)
    {
        if (query.TopK > MaxResults)
        {
            throw new StoreException(
                "limit_exceeded",
                $"{query.TopK:N0} hits are asked for; Pinecone gives {MaxResults:N0} at most.",
                isTransient: false);
        }

        PineconeHost host = await namespaces.GetAsync(index, cancellationToken);
        float[] vector = VectorInput.Check(query.Vector.Span, host.Settings, "the query");
        for (int limit = Math.Min(query.TopK + TieMargin, MaxResults); ; limit = Math.Min(limit * 8, MaxResults))
        {
            List<ScoredChunk> hits = await SearchAsync(host, index, vector, limit, json =>
            {
                if (query.Filter is null) return;
                json.WritePropertyName("filter");
                PineconeFilterWriter.Write(json, query.Filter);
            }, cancellationToken);
            // The server gives equal scores in any order; ours must not change with top_k.
            bool isCutInTie = hits.Count >= limit && hits[^1].Score == hits[query.TopK - 1].Score;
            if (!isCutInTie || limit == MaxResults) return [.. hits.Take(query.TopK)];
        }
    }

    /// <inheritdoc cref="IVectorStore.ScoreAsync"/>
    public async Task<IReadOnlyList<ScoredChunk>> ScoreAsync(
        IndexId index, ReadOnlyMemory<float> vector, IReadOnlyList<ChunkId> ids, CancellationToken cancellationToken)
    {
        PineconeHost host = await namespaces.GetAsync(index, cancellationToken);
        float[] query = VectorInput.Check(vector.Span, host.Settings, "the query");
        if (ids.Count == 0) return [];
        List<ScoredChunk> hits = await SearchAsync(host, index, query, ids.Count, json =>
        {
            json.WritePropertyName("filter");
            PineconeFilterWriter.WriteIn(json, PineconeRecord.Chunk, "$in", ids.Select(id => id.ToString()));
        }, cancellationToken);
        Dictionary<ChunkId, ScoredChunk> found = hits.ToDictionary(hit => hit.Id);
        return [.. ids.Where(found.ContainsKey).Select(id => found[id])];
    }

    /// <summary>Number of vectors: counted up to <see cref="MaxCounted"/>, beyond that the vendor's own figure, which
    /// may lag behind by seconds.</summary>
    public async Task<long> CountAsync(IndexId index, CancellationToken cancellationToken)
    {
        if (await namespaces.FindAsync(index, cancellationToken) is not { } host) return 0;
        long told = await namespaces.ReadCountAsync(host, index, cancellationToken);
        if (told > MaxCounted) return told;
        string path = $"vectors/list?limit=100&namespace={Uri.EscapeDataString(namespaces.NameOf(index))}";
        long count = 0;
        for (string? page = ""; page is not null;)
        {
            PineconeAnswer answer =
                await connection.SendAsync(host.Url, HttpMethod.Get, path + page, null, cancellationToken);
            if (!answer.IsFound) return count;
            page = StoreFailure.Reading(PineconeConnection.Vendor, answer.Json, json =>
            {
                if (json.TryGetProperty("vectors", out JsonElement vectors)) count += vectors.GetArrayLength();
                return PineconePage.Next(json) is { } token ? $"&paginationToken={Uri.EscapeDataString(token)}" : null;
            });
        }

        return count;
    }

    private async Task<List<ScoredChunk>> SearchAsync(
        PineconeHost host,
        IndexId index,
        float[] vector,
        int limit,
        Action<Utf8JsonWriter> writeFilter,
        CancellationToken cancellationToken)
    {
        string ns = namespaces.NameOf(index);
        ReadOnlyMemory<byte> body = JsonBody.Object(json =>
        {
            json.WriteString("namespace", ns);
            json.WriteNumber("topK", limit);
            json.WriteBoolean("includeValues", false);
            json.WriteBoolean("includeMetadata", false);
            PineconeRecord.WriteVector(json, "vector", vector);
            writeFilter(json);
        });
        PineconeAnswer answer = await connection.SendAsync(host.Url, HttpMethod.Post, "query", body, cancellationToken);
        if (!answer.IsFound) throw namespaces.Unknown(index);
        List<ScoredChunk> hits = StoreFailure.Reading(PineconeConnection.Vendor, answer.Json, json =>
            json.GetProperty("matches").EnumerateArray()
                .Select(match => Read(match, index, ns, host.Settings.Metric)).ToList());
        hits.Sort((left, right) => left.Score == right.Score
            ? left.Id.CompareTo(right.Id)
            : right.Score.CompareTo(left.Score));
        return hits;
    }

    private static ScoredChunk Read(JsonElement match, IndexId index, string ns, DistanceMetric metric)
    {
        // The request said which namespace; a server that ignores that must not hand one tenant what is another's.
        if (!PineconeRecord.TryChunk(ns, match.GetProperty("id").GetString()!, out ChunkId chunk))
        {
            throw new StoreException(
                "foreign_hit",
                $"Pinecone answered a search of the index {index} with a record that does not belong to it. If " +
                "somebody else writes into its namespace, remove that record.",
                isTransient: false);
        }

        return new ScoredChunk(chunk, PineconeRecord.Similarity(metric, match.GetProperty("score").GetSingle()));
    }
}
