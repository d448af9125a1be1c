using System.Text.Json;

namespace Rag.Fakes.Qdrant;

/// <summary>
/// <c>/points/query</c>: nearest by vector or id, prefetches with fusion or a second scoring, recommendations, order by
/// a field. Every search is exact. Formulas, discovery and multivectors are not imitated.
/// </summary>
internal static class Search
{
    /// <summary>Runs a query.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="json">The query, or one of its prefetches.</param>
    /// <param name="outer">The filters of the queries around it.</param>
    public static List<Hit> Run(QdrantCollection collection, JsonElement json, IReadOnlyList<QdrantFilter> outer)
    {
        long limit = json.Count("limit") ?? 10;
        if (limit == 0) throw Refusal.Invalid("internal.limit: value 0 invalid, must be 1 or larger");
        collection.Strict.CheckSearch(limit, json.Member("params"));
        QdrantFilter[] filters = collection.Filter(json) is { } own ? [.. outer, own] : [.. outer];
        JsonElement[] prefetches = json.List("prefetch", orOne: true) ?? [];
        if (prefetches.Length > 0 && json.Member("query") is null)
        {
            throw Refusal.Bad(
                "A query is needed to merge the prefetches. Can't have prefetches without defining a query.");
        }

        List<List<Hit>> sources = [.. prefetches.Select(prefetch => Run(collection, prefetch, filters))];
        Ranking ranking = Rank(collection, json, filters, sources);
        float? threshold = (float?)json.Number("score_threshold");
        IEnumerable<Hit> hits = ranking.HigherIsBetter
            ? ranking.Hits.Where(hit => !(hit.Score <= threshold)).OrderByDescending(hit => hit.Score)
            : ranking.Hits.Where(hit => !(hit.Score >= threshold)).OrderBy(hit => hit.Score);
        // Equal scores come in no particular order, and not in that of the ids.
        if (!ranking.IsOrdered) hits = ((IOrderedEnumerable<Hit>)hits).ThenBy(hit => Scatter(hit.Id));
        else hits = ranking.Hits;
        return [.. hits.Skip((int)Math.Min(json.Count("offset") ?? 0, int.MaxValue))
            .Take((int)Math.Min(limit, int.MaxValue))];
    }

    private static Ranking Rank(
        QdrantCollection collection, JsonElement json, QdrantFilter[] filters, List<List<Hit>> sources)
    {
        JsonElement? query = json.Member("query");
        if (query?.Member("nearest") is { } nearest) query = nearest;
        string vector = json.Text("using") ?? "";
        List<KeyValuePair<PointId, QdrantPoint>> candidates = Candidates(collection, filters, sources);
        if (query is not { } wanted)
            return Ranking.InOrder(candidates.Select(pair => new Hit(pair.Key, pair.Value, 1)));
        if (wanted.Member("fusion") is not null || wanted.Member("rrf") is not null)
            return new Ranking(Fusion.Fuse(wanted, sources), true);
        if (wanted.Member("order_by") is { } order)
            return Ranking.InOrder(FieldOrder.Sort(collection, order, candidates).Select(item =>
                new Hit(item.Id, item.Point, 1)));
        if (wanted.Member("sample") is not null)
            return Ranking.InOrder(candidates.Select(pair => new Hit(pair.Key, pair.Value, 0)));
        (PointVector Vector, HashSet<PointId> Excluded) target = Target(collection, wanted, vector);
        VectorSettings settings = collection.Vector(vector);
        PointVector kept = settings.Keep(target.Vector);
        IEnumerable<Hit> hits = candidates
            .Where(pair => pair.Value.Vectors.ContainsKey(vector) && !target.Excluded.Contains(pair.Key))
            .Select(pair => new Hit(pair.Key, pair.Value, settings.IsSparse
                ? SparseScore.Of(collection, vector, kept, pair.Value.Vectors[vector])
                : settings.Score(kept.Values, pair.Value.Vectors[vector].Values)));
        return new Ranking(hits.Where(hit => !float.IsNaN(hit.Score)), settings.HigherIsBetter);
    }

    private static List<KeyValuePair<PointId, QdrantPoint>> Candidates(
        QdrantCollection collection, QdrantFilter[] filters, List<List<Hit>> sources)
    {
        IEnumerable<KeyValuePair<PointId, QdrantPoint>> all = sources.Count == 0
            ? collection.Points
            : sources.SelectMany(hits => hits).DistinctBy(hit => hit.Id).Select(hit =>
                KeyValuePair.Create(hit.Id, hit.Point));
        return [.. all.Where(pair => Array.TrueForAll(filters, filter => filter.Matches(pair.Key, pair.Value)))];
    }

    private static (PointVector Vector, HashSet<PointId> Excluded) Target(
        QdrantCollection collection, JsonElement query, string vector)
    {
        if (query.ValueKind is JsonValueKind.Array || query.Member("indices") is not null)
        {
            return (PointVector.Parse(query, "internal.query", "VectorInput"), []);
        }

        if (query.ValueKind is JsonValueKind.Number or JsonValueKind.String)
        {
            PointId id = IdOf(query);
            return (Stored(collection, id, vector), [id]);
        }

        if (query.Member("recommend") is not { } recommend) throw NoQuery();
        PointId[] liked = [.. (recommend.List("positive") ?? []).Select(PointId.Parse)];
        PointId[] disliked = [.. (recommend.List("negative") ?? []).Select(PointId.Parse)];
        float[] mean = Mean(collection, liked, vector);
        if (disliked.Length > 0)
        {
            float[] away = Mean(collection, disliked, vector);
            mean = [.. mean.Select((value, i) => value + value - away[i])];
        }

        return (new PointVector(mean), [.. liked, .. disliked]);
    }

    private static PointId IdOf(JsonElement query)
    {
        try
        {
            return PointId.Parse(query);
        }
        catch (Refusal)
        {
            throw NoQuery();
        }
    }

    private static Refusal NoQuery() => Refusal.Format("Expected some form of vector, id, or a type of query");

    private static PointVector Stored(QdrantCollection collection, PointId id, string vector) =>
        collection.Points.TryGetValue(id, out QdrantPoint? point)
            ? point.Vectors.GetValueOrDefault(vector)
                ?? throw Refusal.Input($"Not existing vector name error: {vector}")
            : throw Refusal.Missing($"No point with id {id} found");

    private static float[] Mean(QdrantCollection collection, PointId[] ids, string vector)
    {
        float[][] vectors = [.. ids.Select(id => Stored(collection, id, vector).Values)];
        return vectors.Length == 0
            ? throw Refusal.Bad("At least one positive vector ID required")
            : [.. Enumerable.Range(0, vectors[0].Length).Select(i => vectors.Average(values => values[i]))];
    }

    private static uint Scatter(PointId id) => (uint)StringComparer.Ordinal.GetHashCode(id.ToString());

    private sealed record Ranking(IEnumerable<Hit> Hits, bool HigherIsBetter, bool IsOrdered = false)
    {
        public static Ranking InOrder(IEnumerable<Hit> hits) => new(hits, true, IsOrdered: true);
    }
}
