using System.Globalization;
using System.Text.Json;

namespace Rag.Fakes.Pinecone;

/// <summary>Searches and lists. A namespace that nobody has written to is empty, not missing.</summary>
internal sealed class PineconeReads(PineconeIndex index)
{
    public object Query(PineconeRequest request)
    {
        JsonElement json = request.Json;
        string name = Seen(request, request.Namespace(isInBody: true), out PineconeNamespace? ns);
        if (json.Integer("topK") is not { } topK) throw PineconeRefusal.Invalid("topK is required");
        if (topK is < 1 or > 10_000) throw PineconeRefusal.Invalid($"Invalid top_k value {topK}, must be 1 to 10000");
        Predicate<JsonElement?> isMeant = Filter(json);
        float[] vector = VectorOf(json, ns);
        bool isDistance = index.Metric == "euclidean";
        IEnumerable<(PineconeVector Vector, float Score)> scored = All(ns)
            .Where(one => isMeant(one.Metadata))
            .Select(one => (Vector: one, Score: index.Score(vector, one.Values)))
            .OrderBy(hit => isDistance ? hit.Score : -hit.Score)
            // Equal scores come in an order that no client expects.
            .ThenByDescending(hit => hit.Vector.Id, StringComparer.Ordinal)
            .Take((int)topK);
        bool withValues = json.Flag("includeValues");
        bool withMetadata = json.Flag("includeMetadata");
        var matches = new List<object>();
        foreach ((PineconeVector one, float score) in scored)
        {
            Dictionary<string, object?> match = one.Describe(withValues, withMetadata);
            match["score"] = score;
            matches.Add(match);
        }

        return new { matches, @namespace = name, usage = new { readUnits = 1 } };
    }

    public object Fetch(PineconeRequest request)
    {
        string[] ids = request.All("ids");
        if (ids.Length is 0 or > 1_000) throw PineconeRefusal.Invalid($"ids: 1 to 1000 are needed, got {ids.Length}");
        string name = Seen(request, request.Namespace(isInBody: false), out PineconeNamespace? ns);
        var vectors = new Dictionary<string, object>();
        foreach (string id in ids)
        {
            if (ns?.Vectors.GetValueOrDefault(id) is { } found) vectors[id] = found.Describe(true, true);
        }

        return new { vectors, @namespace = name, usage = new { readUnits = 1 } };
    }

    public object FetchByMetadata(PineconeRequest request)
    {
        JsonElement json = request.Json;
        string name = Seen(request, request.Namespace(isInBody: true), out PineconeNamespace? ns);
        Predicate<JsonElement?> isMeant = Filter(json);
        long limit = json.Integer("limit") ?? 100;
        if (limit is < 1 or > 10_000) throw PineconeRefusal.Invalid($"Invalid limit {limit}, must be 1 to 10000");
        var page = new PineconePages(json.Text("paginationToken"), (int)limit).Cut(
            All(ns).Where(one => isMeant(one.Metadata)), one => one.Id);
        var answer = new Dictionary<string, object?>
        {
            ["vectors"] = page.Items.ToDictionary(one => one.Id, one => one.Describe(true, true)),
            ["namespace"] = name,
            ["usage"] = new { readUnits = 1 },
        };
        if (page.Next is not null) answer["pagination"] = new { next = page.Next };
        return answer;
    }

    public object List(PineconeRequest request)
    {
        string name = Seen(request, request.Namespace(isInBody: false), out PineconeNamespace? ns);
        string prefix = request.Query("prefix") ?? "";
        var page = new PineconePages(request).Cut(
            All(ns).Select(one => one.Id).Where(id => id.StartsWith(prefix, StringComparison.Ordinal)), id => id);
        var answer = new Dictionary<string, object?>
        {
            ["vectors"] = page.Items.Select(id => new { id }),
            ["namespace"] = name,
            ["usage"] = new { readUnits = 1 },
        };
        if (page.Next is not null) answer["pagination"] = new { next = page.Next };
        return answer;
    }

    private static IEnumerable<PineconeVector> All(PineconeNamespace? ns)
    {
        if (ns is null) yield break;
        foreach (PineconeVector vector in ns.Vectors.Values) yield return vector;
    }

    private static Predicate<JsonElement?> Filter(JsonElement json) =>
        json.Member("filter") is { } filter ? PineconeFilter.Parse(filter) : _ => true;

    /// <summary>Finds a namespace, and tells up to which write it is seen.</summary>
    private string Seen(PineconeRequest request, string name, out PineconeNamespace? ns)
    {
        ns = index.Namespaces.GetValueOrDefault(name);
        request.Http.HttpContext.Response.Headers["x-pinecone-max-indexed-lsn"] =
            (ns?.IndexedLsn ?? 0).ToString(CultureInfo.InvariantCulture);
        return name;
    }

    private float[] VectorOf(JsonElement json, PineconeNamespace? ns)
    {
        float[]? vector = json.Floats("vector");
        string? id = json.Text("id");
        if (vector is not null == id is not null)
            throw PineconeRefusal.Invalid("Exactly one of 'vector' and 'id' is needed");
        if (id is not null) return ns?.Vectors.GetValueOrDefault(id)?.Values ?? new float[index.Dimension];
        index.CheckVector(vector!);
        return vector!;
    }
}
