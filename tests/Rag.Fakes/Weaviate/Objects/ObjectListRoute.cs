using System.Text.Json.Nodes;
using Rag.Fakes.Weaviate.Search;

namespace Rag.Fakes.Weaviate.Objects;

/// <summary><c>GET /v1/objects</c>: pages by offset or by the last id.</summary>
internal sealed class ObjectListRoute(WeaviateDatabase database)
{
    private const int DefaultLimit = 10;

    public void Map(WeaviateRouter router) => router.Map("GET", "/v1/objects", List);

    private WeaviateAnswer List(WeaviateCall call)
    {
        long? limit = call.QueryInteger("limit");
        long offset = call.QueryInteger("offset") ?? 0;
        if (call.Query("include") is { } include && include != "vector")
            throw WeaviateFailure.Of(400, $"unrecognized property '{include}' in ?include list");
        string? after = call.Query("after");
        string? name = call.Query("class");
        call.User.RequireData('R', name ?? "*");
        if (name is null)
        {
            if (after is not null)
            {
                throw WeaviateFailure.Of(
                    500, "list objects: after parameter not allowed, cursor must be specific to one class");
            }

            return Page([.. database.Classes.Values.SelectMany(one => one.Shards.SelectMany(shard =>
                shard.Objects.Values.Select(stored => Describe(one, stored, call))))], offset, limit ?? DefaultLimit);
        }

        WeaviateClass owner = database.Find(name) ?? throw WeaviateFailure.NotFound();
        if (after is not null) ObjectCursor.Check(after, limit, call.Query("offset") is not null, hasFilter: false);
        // A negative limit crashes the server.
        if (limit < 0) throw WeaviateFailure.Crash();
        database.CheckPage(offset, limit ?? DefaultLimit);
        IEnumerable<StoredObject> found = owner.Shard(call.Query("tenant")).Objects.Values;
        if (after is not null) found = ObjectCursor.After(found, after);
        if (call.Query("sort") is { Length: > 0 } sort)
            found = ObjectOrder.By(found, sort, call.Query("order") == "desc");
        return Page([.. found.Select(stored => Describe(owner, stored, call))], offset, limit ?? DefaultLimit);
    }

    private static JsonObject Describe(WeaviateClass owner, StoredObject stored, WeaviateCall call) =>
        ObjectText.OfRead(owner, stored, null, call.Query("include") == "vector");

    private static JsonObject Page(JsonObject[] all, long offset, long limit)
    {
        JsonObject[] page = [.. all.Skip((int)offset).Take((int)limit)];
        var json = new JsonObject { ["deprecations"] = new JsonArray(), ["objects"] = new JsonArray([.. page]) };
        // The size of this page, in spite of its name.
        if (page.Length > 0) json["totalResults"] = page.Length;
        return json;
    }
}
