using System.Text.Json;

namespace Rag.Fakes.Qdrant;

/// <summary>The requests that only read points.</summary>
internal static class PointReads
{
    public static object Retrieve(QdrantCollection collection, JsonElement body)
    {
        PointSelection selection = PointSelection.Parse(body, payloadByDefault: false);
        collection.Strict.CountRead();
        return (body.List("ids") ?? throw Refusal.Format("missing field `ids`"))
            .Select(PointId.Parse).Distinct()
            .Where(collection.Points.ContainsKey)
            .Select(id => selection.Show(id, collection.Points[id]))
            .ToList();
    }

    public static object Get(QdrantCollection collection, string text)
    {
        PointId id = PointId.ParsePath(text);
        return collection.Points.TryGetValue(id, out QdrantPoint? point)
            ? PointSelection.Everything.Show(id, point)
            : throw Refusal.Missing($"Point with id {id} does not exists!");
    }

    public static object Scroll(QdrantCollection collection, JsonElement body)
    {
        long limit = body.Count("limit") ?? 10;
        if (limit == 0) throw Refusal.Invalid("scroll_request.limit: value 0 invalid, must be 1 or larger");
        collection.Strict.CheckSearch(limit, null);
        PointId? offset = body.Member("offset") is { } from ? PointId.Parse(from) : null;
        PointSelection selection = PointSelection.Parse(body, payloadByDefault: true);
        var matching = collection.Matching(collection.Filter(body));
        collection.Strict.CountRead();
        int size = (int)Math.Min(limit, int.MaxValue - 1);
        if (body.Member("order_by") is { } order)
        {
            if (offset is not null) throw Refusal.Input("Cannot use an `offset` when using `order_by`.");
            var sorted = FieldOrder.Sort(collection, order, matching).Take(size);
            return Page(sorted.Select(item => selection.Show(item.Id, item.Point, ("order_value", item.Value))), null);
        }

        var page = matching.Where(pair => offset is not { } first || pair.Key.CompareTo(first) >= 0)
            .Take(size + 1).ToList();
        object? next = page.Count > size ? page[size].Key.ToJson() : null;
        return Page(page.Take(size).Select(pair => selection.Show(pair.Key, pair.Value)), next);
    }

    public static object Count(QdrantCollection collection, JsonElement body)
    {
        int count = collection.Matching(collection.Filter(body)).Count();
        collection.Strict.CountRead();
        return new { count };
    }

    public static object Query(QdrantCollection collection, JsonElement body)
    {
        collection.Strict.CountRead();
        return new { points = QueryOne(collection, body) };
    }

    public static object QueryBatch(QdrantCollection collection, JsonElement body)
    {
        JsonElement[] searches = body.List("searches") ?? throw Refusal.Format("missing field `searches`");
        if (searches.Length > 0) collection.Strict.CountRead(searches.Length);
        return searches.Select(search => new { points = QueryOne(collection, search) }).ToList();
    }

    public static object QueryGroups(QdrantCollection collection, JsonElement body)
    {
        PayloadPath path = PayloadPath.Parse(
            body.Text("group_by") ?? throw Refusal.Format("missing field `group_by`"));
        int size = (int)(body.Count("group_size") ?? 3), limit = (int)(body.Count("limit") ?? 10);
        PointSelection selection = PointSelection.Parse(body, payloadByDefault: false);
        collection.Strict.CountRead();
        var all = new Dictionary<string, JsonElement>();
        foreach (JsonProperty member in body.EnumerateObject()) all[member.Name] = member.Value;
        all["limit"] = JsonSerializer.SerializeToElement(int.MaxValue);
        List<Hit> hits = Search.Run(collection, JsonSerializer.SerializeToElement(all), []);
        var groups =
            from hit in hits
            from value in ConditionReader.Elements(path, hit.Point.Payload)
            where value.ValueKind is JsonValueKind.String or JsonValueKind.Number
            group hit by value.GetRawText() into grouped
            select new
            {
                hits = grouped.Take(size).Select(hit => hit.Show(selection)).ToList(),
                id = JsonSerializer.Deserialize<JsonElement>(grouped.Key),
            };
        return new { groups = groups.Take(limit).ToList() };
    }

    /// <summary>The route of older clients: <c>vector</c> in place of <c>query</c>, a bare list as result.</summary>
    public static object LegacySearch(QdrantCollection collection, JsonElement body)
    {
        collection.Strict.CountRead();
        JsonElement vector = body.Member("vector") ?? throw Refusal.Format("missing field `vector`");
        var query = new Dictionary<string, JsonElement>();
        foreach (JsonProperty member in body.EnumerateObject()) query[member.Name] = member.Value;
        query["query"] = vector.Member("vector") ?? vector;
        if (vector.Member("name") is { } name) query["using"] = name;
        return QueryOne(collection, JsonSerializer.SerializeToElement(query));
    }

    public static object Facet(QdrantCollection collection, JsonElement body)
    {
        string key = body.Text("key") ?? throw Refusal.Format("missing field `key`");
        if (collection.Indexes.Of(key) is not { HasMatch: true } index)
        {
            throw Refusal.Input(
                $"No appropriate index for faceting: `{key}`. Please create one to facet on this field. Check " +
                "https://qdrant.tech/documentation/concepts/indexing/#payload-index to see which payload schemas " +
                "support Match conditions");
        }

        PayloadPath path = PayloadPath.Parse(key);
        var hits = collection.Matching(collection.Filter(body))
            .SelectMany(pair => ConditionReader.Elements(path, pair.Value.Payload).Where(index.Holds)
                .Select(value => value.GetRawText()).Distinct())
            .CountBy(value => value)
            .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Take((int)(body.Count("limit") ?? 10))
            .Select(pair => new { value = JsonSerializer.Deserialize<JsonElement>(pair.Key), count = pair.Value });
        return new { hits = hits.ToList() };
    }

    private static List<Dictionary<string, object?>> QueryOne(QdrantCollection collection, JsonElement body)
    {
        PointSelection selection = PointSelection.Parse(body, payloadByDefault: false);
        return Search.Run(collection, body, []).ConvertAll(hit => hit.Show(selection));
    }

    private static object Page(IEnumerable<Dictionary<string, object?>> points, object? next) =>
        new { points = points.ToList(), next_page_offset = next };
}
