using System.Text.Json.Nodes;
using Rag.Fakes.Weaviate.Objects;

namespace Rag.Fakes.Weaviate.Schema;

/// <summary><c>/v1/schema</c> and what is below a class.</summary>
internal sealed class SchemaRoutes(WeaviateDatabase database)
{
    public void Map(WeaviateRouter router)
    {
        router.Map("GET", "/v1/schema", List);
        router.Map("POST", "/v1/schema", Create);
        router.Map("GET", "/v1/schema/*", Get);
        router.Map("PUT", "/v1/schema/*", Update);
        router.Map("DELETE", "/v1/schema/*", Delete);
        router.Map("POST", "/v1/schema/*/properties", AddProperty);
        router.Map("GET", "/v1/schema/*/shards", ListShards);
    }

    private WeaviateAnswer List(WeaviateCall call)
    {
        // The list is filtered, not refused: who may see none of the classes sees null.
        if (!call.User.MayRead && database.Classes.Count > 0) return new JsonObject { ["classes"] = null };
        return new JsonObject
        {
            ["classes"] = new JsonArray([.. database.Classes.Values.Select(one => ClassText.Write(one.Definition))]),
        };
    }

    private WeaviateAnswer Create(WeaviateCall call)
    {
        JsonObject json = call.ReadObject();
        call.User.RequireSchema('C', WeaviateCall.Text(json, "class") ?? "");
        WeaviateClass made = database.Create(ClassDefinition.Read(json));
        if (!made.Definition.HasDistance)
        {
            throw WeaviateFailure.OfSchema(
                $"updating db: TYPE_ADD_CLASS: init vector index: unrecognized distance metric " +
                $"\"{made.Definition.Distance}\",choose one of [\"cosine\", \"dot\", \"l2-squared\", " +
                "\"manhattan\",\"hamming\"]");
        }

        return ClassText.Write(made.Definition);
    }

    private WeaviateAnswer Get(WeaviateCall call)
    {
        call.User.RequireSchema('R', call.Part(0));
        WeaviateClass found = database.Find(call.Part(0)) ?? throw WeaviateFailure.NotFound();
        return ClassText.Write(found.Definition);
    }

    private WeaviateAnswer Update(WeaviateCall call)
    {
        call.User.RequireSchema('U', call.Part(0));
        ClassDefinition wanted = ClassDefinition.Read(call.ReadObject());
        WeaviateClass found = database.Find(call.Part(0)) ?? throw WeaviateFailure.NotFound();
        if (wanted.Distance != found.Definition.Distance)
        {
            throw WeaviateFailure.OfSchema(
                "updating schema: TYPE_UPDATE_CLASS: bad request :parse class update: validate vector index config: " +
                $"distance is immutable: attempted change from \"{found.Definition.Distance}\" to " +
                $"\"{wanted.Distance}\"");
        }

        found.Definition = found.Definition with { Description = wanted.Description };
        return ClassText.Write(found.Definition);
    }

    private WeaviateAnswer Delete(WeaviateCall call)
    {
        call.User.RequireSchema('D', call.Part(0));
        database.Classes.Remove(ClassDefinition.UpperFirst(call.Part(0)));
        return WeaviateAnswer.Empty;
    }

    private WeaviateAnswer AddProperty(WeaviateCall call)
    {
        call.User.RequireSchema('U', call.Part(0));
        PropertyDefinition property = PropertyDefinition.Read(call.ReadObject());
        WeaviateClass found = database.Find(call.Part(0))
            ?? throw WeaviateFailure.OfSchema($"class \"{call.Part(0)}\": not found");
        found.Definition = found.Definition.With(property);
        return property.ToJson();
    }

    private WeaviateAnswer ListShards(WeaviateCall call)
    {
        call.User.RequireSchema('R', call.Part(0));
        WeaviateClass found = database.Find(call.Part(0)) ?? throw WeaviateFailure.NotFound();
        return new JsonArray([.. found.Shards.Select(Describe)]);
    }

    private JsonObject Describe(Shard shard)
    {
        DateTimeOffset now = database.Now;
        int queued = shard.Objects.Values.Count(stored => stored.Vector is not null && stored.IndexedAt > now);
        string status = queued > 0 ? "INDEXING" : "READY";
        return new JsonObject
        {
            ["name"] = shard.Name,
            ["per_node_status"] = new JsonObject { ["node1"] = status },
            ["status"] = status,
            ["vectorQueueSize"] = queued,
        };
    }
}
