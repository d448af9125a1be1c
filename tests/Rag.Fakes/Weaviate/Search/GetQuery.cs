using System.Text.Json.Nodes;
using Rag.Fakes.Weaviate.Filtering;
using Rag.Fakes.Weaviate.GraphQl;
using Rag.Fakes.Weaviate.Objects;

namespace Rag.Fakes.Weaviate.Search;

/// <summary>One class below <c>Get</c>.</summary>
internal sealed class GetQuery(WeaviateDatabase database, WeaviateClass owner, GraphQlField field)
{
    private const int DefaultLimit = 100;

    public JsonArray Run()
    {
        Shard shard = owner.Shard(field.Argument("tenant")?.Value.GetValue<string>());
        int? limit = field.Argument("limit")?.Integer;
        int offset = field.Argument("offset")?.Integer ?? 0;
        IEnumerable<StoredObject> objects = Filtered(field, owner, shard);
        if (field.Argument("after") is { } after)
        {
            string last = after.Value.GetValue<string>();
            ObjectCursor.Check(last, limit, field.Argument("offset") is not null, field.Argument("where") is not null);
            objects = ObjectCursor.After(objects, last);
        }

        if (limit == 0) throw WeaviateFailure.Of(422, "invalid pagination params: invalid default limit: 0");
        bool hasLimit = limit is null or > 0;
        if (hasLimit) database.CheckPage(offset, limit ?? DefaultLimit);
        if (Selects("certainty")) Certainty.Check(owner);
        IEnumerable<Hit> hits = NearVector.Read(field, owner, shard) is { } near
            ? near.Rank(objects, owner, shard, database.Now)
            : Sorted(objects).Select(stored => new Hit(stored, null));
        hits = hits.Skip(offset);
        if (hasLimit) hits = hits.Take(limit ?? DefaultLimit);
        return new JsonArray([.. hits.Select(Describe)]);
    }

    /// <summary>The objects that match the argument <c>where</c>, by id.</summary>
    public static IEnumerable<StoredObject> Filtered(GraphQlField field, WeaviateClass owner, Shard shard)
    {
        if (field.Argument("where") is not { } where) return shard.Objects.Values;
        Condition condition = ConditionReader.ReadGraphQl(where);
        ConditionCheck.Check(condition, owner.Definition);
        return shard.Objects.Values.Where(new ConditionMatcher(condition, owner.Definition).Matches);
    }

    private IEnumerable<StoredObject> Sorted(IEnumerable<StoredObject> objects)
    {
        JsonNode? sort = field.Argument("sort")?.Value;
        if (sort is JsonArray { Count: > 0 } list) sort = list[0];
        if (sort is not JsonObject json) return objects;
        JsonNode path = json["path"]!;
        string property = (path is JsonArray parts ? parts[0]! : path).GetValue<string>();
        return ObjectOrder.By(objects, property, GraphQlEnum.Read(json["order"]) == "desc");
    }

    private bool Selects(string name) => field.Selection.Any(selected =>
        selected.Name == "_additional" && selected.Selection.Any(one => one.Name == name));

    private JsonObject Describe(Hit hit)
    {
        var json = new JsonObject();
        foreach (GraphQlField selected in field.Selection)
        {
            json[selected.Alias] = selected.Name == "_additional"
                ? DescribeAdditional(selected, hit)
                : hit.Stored.Properties[selected.Name]?.DeepClone();
        }

        return json;
    }

    private static JsonObject DescribeAdditional(GraphQlField additional, Hit hit)
    {
        var json = new JsonObject();
        foreach (GraphQlField selected in additional.Selection)
        {
            json[selected.Alias] = selected.Name switch
            {
                "id" => hit.Stored.Id,
                "distance" => hit.Distance,
                "certainty" => hit.Distance is { } distance ? Certainty.Of(distance) : null,
                "score" => "0",
                "vector" => hit.Stored.Vector is { } vector ? ObjectText.OfVector(vector) : null,
                "creationTimeUnix" => $"{hit.Stored.Created}",
                _ => $"{hit.Stored.Updated}",
            };
        }

        return json;
    }
}
