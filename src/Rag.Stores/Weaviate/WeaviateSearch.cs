using System.Globalization;
using System.Text;
using System.Text.Json;
using Rag.Pipeline;
using Rag.Stores.Http;

namespace Rag.Stores.Weaviate;

/// <summary>Searches of one class, over GraphQL.</summary>
internal sealed class WeaviateSearch(WeaviateConnection connection, WeaviateClasses classes)
{
    /// <summary>The server's own limit, <c>QUERY_MAXIMUM_RESULTS</c>, unless it is set otherwise.</summary>
    public const int MaxResults = 10_000;

    /// <summary>The nearest vectors that match the filter.</summary>
    public Task<IReadOnlyList<ScoredChunk>> QueryAsync(
        IndexId index, VectorQuery query, CancellationToken cancellationToken)
    {
        if (query.TopK > MaxResults)
        {
            throw new StoreException(
                "limit_exceeded",
                $"{query.TopK:N0} hits are asked for; Weaviate gives {MaxResults:N0} at most.",
                isTransient: false);
        }

        return AskAsync(index, query.Vector, async (target, vector) =>
        {
            Where where = await TranslateAsync(target, query, cancellationToken);
            return where == Where.Never ? [] : await NearestAsync(target, vector, query.TopK, where, cancellationToken);
        }, cancellationToken);
    }

    /// <summary>The similarity of given chunks, in their order.</summary>
    public Task<IReadOnlyList<ScoredChunk>> ScoreAsync(
        IndexId index, ReadOnlyMemory<float> vector, IReadOnlyList<ChunkId> ids, CancellationToken cancellationToken) =>
        AskAsync(index, vector, async (target, checkedVector) =>
        {
            ChunkId[] distinct = [.. ids.Distinct()];
            if (distinct.Length == 0) return [];
            Where where = Where.TextIn("id", distinct.Select(WeaviateNames.Object));
            List<ScoredChunk> hits =
                await SearchAsync(target, checkedVector, distinct.Length, where, cancellationToken);
            var byId = hits.ToDictionary(hit => hit.Id);
            return [.. ids.Where(byId.ContainsKey).Select(id => byId[id])];
        }, cancellationToken);

    /// <summary>Number of objects; 0 for an unknown index.</summary>
    public async Task<long> CountAsync(IndexId index, CancellationToken cancellationToken)
    {
        // Read now: a class that is gone counts 0, and only one that is there can be asked for.
        if (await classes.ReadAsync(index, cancellationToken) is not { } target) return 0;
        GraphQlReply reply = await connection.QueryAsync(
            $"{{Aggregate{{{target.Name}{{meta{{count}}}}}}}}", cancellationToken);
        if (reply.Problem is null)
        {
            return StoreFailure.Reading("Weaviate", reply.Data, json => json.GetProperty("Aggregate")
                .GetProperty(target.Name)[0].GetProperty("meta").GetProperty("count").GetInt64());
        }

        return await classes.ReadAsync(index, cancellationToken) is null ? 0 : throw Refused(reply.Problem);
    }

    /// <summary>Asks with the class as last read, and once more with the class as it is if that did not fit.</summary>
    private async Task<IReadOnlyList<ScoredChunk>> AskAsync(
        IndexId index,
        ReadOnlyMemory<float> vector,
        Func<WeaviateClass, float[], Task<List<ScoredChunk>>> ask,
        CancellationToken cancellationToken)
    {
        WeaviateClass target = await classes.GetAsync(index, cancellationToken);
        try
        {
            return await ask(target, VectorInput.Check(vector.Span, target.Settings, "the query"));
        }
        catch (StoreException failure) when (failure.Code is "refused" or "dimension_mismatch")
        {
            WeaviateClass now = await classes.ReadAsync(index, cancellationToken) ?? throw classes.Unknown(index);
            if (now.Settings == target.Settings && now.Properties.SetEquals(target.Properties)) throw;
            return await ask(now, VectorInput.Check(vector.Span, now.Settings, "the query"));
        }
    }

    private async Task<Where> TranslateAsync(
        WeaviateClass target, VectorQuery query, CancellationToken cancellationToken)
    {
        if (query.Filter is null) return Where.Always;
        // A property that was missing may have come since: a write of another silo must not be overlooked.
        if (!WeaviateFilter.Properties(query.Filter).All(target.Properties.Contains))
        {
            target = await classes.ReadAsync(target.Index, cancellationToken) ?? throw classes.Unknown(target.Index);
        }

        return WeaviateFilter.Translate(query.Filter, target.Properties);
    }

    /// <summary>
    /// Of equally near hits the smallest ids count, but the server gives them in any order. So one more is asked for
    /// than needed, and where the last two are equally near, more until they are not.
    /// </summary>
    private async Task<List<ScoredChunk>> NearestAsync(
        WeaviateClass target, float[] vector, int topK, Where where, CancellationToken cancellationToken)
    {
        for (int limit = Math.Min(topK + 1, MaxResults); ; limit = (int)Math.Min(2L * limit, MaxResults))
        {
            List<ScoredChunk> hits = await SearchAsync(target, vector, limit, where, cancellationToken);
            hits.Sort((left, right) => left.Score == right.Score
                ? left.Id.CompareTo(right.Id)
                : right.Score.CompareTo(left.Score));
            bool isCutInTie = hits.Count >= limit && hits.Count > topK && hits[^1].Score == hits[topK - 1].Score;
            if (!isCutInTie || limit == MaxResults) return hits.Count > topK ? hits[..topK] : hits;
        }
    }

    private async Task<List<ScoredChunk>> SearchAsync(
        WeaviateClass target, float[] vector, int limit, Where where, CancellationToken cancellationToken)
    {
        GraphQlReply reply = await connection.QueryAsync(Text(target, vector, limit, where), cancellationToken);
        if (reply.Problem is { } problem) throw Refused(problem);
        return StoreFailure.Reading("Weaviate", reply.Data, json =>
        {
            var hits = new List<ScoredChunk>();
            foreach (JsonElement hit in json.GetProperty("Get").GetProperty(target.Name).EnumerateArray())
                hits.Add(Read(target, hit));
            return hits;
        });
    }

    private static string Text(WeaviateClass target, float[] vector, int limit, Where where)
    {
        var query = new StringBuilder();
        // Names are made by WeaviateNames of letters, digits and '_'; values go through GraphQlText.
        query.Append(
            CultureInfo.InvariantCulture, $"{{Get{{{target.Name}(limit:{limit},nearVector:{{vector:[");
        for (int i = 0; i < vector.Length; i++)
        {
            if (i > 0) query.Append(',');
            query.Append(CultureInfo.InvariantCulture, $"{vector[i]:R}");
        }

        query.Append("]}");
        if (where != Where.Always) query.Append(",where:").Append(WhereText.GraphQl(where));
        query.Append(
            CultureInfo.InvariantCulture, $"){{{WeaviateNames.Owner} _additional{{id distance}}}}}}}}");
        return query.ToString();
    }

    private static ScoredChunk Read(WeaviateClass target, JsonElement hit)
    {
        JsonElement additional = hit.GetProperty("_additional");
        string? id = additional.GetProperty("id").GetString();
        string? owner = hit.GetProperty(WeaviateNames.Owner).GetString();
        // Never trusted to the server alone: an object of another tenant must not get out.
        if (owner != WeaviateNames.Text(target.Index.ToString()) || !WeaviateNames.TryChunk(id, out ChunkId chunk))
        {
            throw new StoreException(
                "foreign_object",
                $"Weaviate's class '{target.Name}' of the index {target.Index} holds the object '{id}' of '{owner}'. " +
                "Somebody else writes into it: remove that object.",
                isTransient: false);
        }

        return new ScoredChunk(chunk, Score(target.Settings.Metric, additional.GetProperty("distance").GetSingle()));
    }

    /// <summary>The similarity of a distance.</summary>
    private static float Score(DistanceMetric metric, float distance) => metric switch
    {
        DistanceMetric.Cosine => Math.Clamp(1 - distance, -1, 1),
        DistanceMetric.Dot => 0 - distance,
        // The server leaves the root out; rounding may leave less than nothing.
        _ => 0 - MathF.Sqrt(Math.Max(0, distance)),
    };

    private static StoreException Refused(string problem) =>
        new("refused", $"Weaviate refused a query: {problem}", isTransient: false);
}
