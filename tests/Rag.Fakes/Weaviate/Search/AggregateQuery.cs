using System.Text.Json.Nodes;
using Rag.Fakes.Weaviate.GraphQl;
using Rag.Fakes.Weaviate.Objects;

namespace Rag.Fakes.Weaviate.Search;

/// <summary>One class below <c>Aggregate</c>: counts, also by the values of a property.</summary>
internal sealed class AggregateQuery(WeaviateDatabase database, WeaviateClass owner, GraphQlField field)
{
    public JsonArray Run()
    {
        Shard shard = owner.Shard(field.Argument("tenant")?.Value.GetValue<string>());
        StoredObject[] objects = [.. GetQuery.Filtered(field, owner, shard)];
        if (field.Argument("groupBy") is not { Value: JsonArray { Count: > 0 } path })
            return [Describe(objects.Length, null)];
        string property = path[0]!.GetValue<string>();
        return new JsonArray(
        [
            .. objects.GroupBy(stored => stored.Properties[property]?.ToString())
                .OrderByDescending(group => group.Count())
                .Take(database.Settings.QueryMaximumResults)
                .Select(group => Describe(group.Count(), group.Key)),
        ]);
    }

    private JsonObject Describe(int count, string? group)
    {
        var json = new JsonObject();
        foreach (GraphQlField selected in field.Selection)
        {
            json[selected.Alias] = selected.Name == "meta"
                ? new JsonObject { ["count"] = count }
                : new JsonObject { ["value"] = group };
        }

        return json;
    }
}
