using System.Text.Json.Nodes;

namespace Rag.Fakes.Weaviate.Objects;

/// <summary><c>/v1/objects</c>: one object at a time.</summary>
internal sealed class ObjectRoutes(WeaviateDatabase database, ObjectWriter writer)
{
    private const string Pattern = "/v1/objects/*/*";

    public void Map(WeaviateRouter router)
    {
        router.Map("POST", "/v1/objects", Create);
        router.Map("POST", "/v1/objects/validate", Validate);
        router.Map("GET", "/v1/objects/*", call => throw WeaviateFailure.Of(422, "the class is missing in the path"));
        router.Map("GET", Pattern, Get);
        router.Map("HEAD", Pattern, Head);
        router.Map("PUT", Pattern, Replace);
        router.Map("PATCH", Pattern, Merge);
        router.Map("DELETE", Pattern, Delete);
    }

    private WeaviateAnswer Create(WeaviateCall call)
    {
        SentObject sent = SentObject.Read(call.ReadObject(), "id in body");
        call.CheckConsistencyLevel();
        string className = ClassOf(sent);
        call.User.RequireData('C', className);
        WeaviateClass owner = writer.FindOrCreate(className);
        JsonObject properties = writer.Check(owner, sent.Properties);
        Shard shard = owner.Shard(sent.Tenant, mayCreate: true);
        if (sent.Id is not null && shard.Objects.ContainsKey(SentObject.Canonical(sent.Id)))
            throw WeaviateFailure.Of(422, $"id '{sent.Id}' already exists");
        StoredObject stored = writer.Put(shard, sent, properties, null, call.Request);
        return ObjectText.Of(
            owner, sent.Id ?? stored.Id, properties, sent.Vector, sent.Tenant, stored.Created, stored.Updated);
    }

    private WeaviateAnswer Validate(WeaviateCall call)
    {
        SentObject sent = SentObject.Read(call.ReadObject(), "id in body");
        string className = ClassOf(sent);
        call.User.RequireData('R', className);
        WeaviateClass owner = database.Find(className)
            ?? throw WeaviateFailure.Of(422, $"invalid object: class '{className}' not present in schema");
        writer.Check(owner, sent.Properties);
        return WeaviateAnswer.Empty;
    }

    private WeaviateAnswer Get(WeaviateCall call)
    {
        call.User.RequireData('R', call.Part(0));
        (WeaviateClass owner, Shard shard, string id) = Locate(call);
        return shard.Objects.TryGetValue(id, out StoredObject? stored)
            ? ObjectText.OfRead(owner, stored, call.Query("tenant"), call.Query("include") == "vector")
            : throw WeaviateFailure.NotFound();
    }

    private WeaviateAnswer Head(WeaviateCall call)
    {
        Get(call);
        return WeaviateAnswer.NoContent;
    }

    private WeaviateAnswer Replace(WeaviateCall call)
    {
        SentObject sent = ReadForUpdate(call);
        (WeaviateClass owner, Shard shard, string id) = Locate(call, sent.Tenant);
        if (!shard.Objects.TryGetValue(id, out StoredObject? old)) throw WeaviateFailure.NotFound();
        JsonObject properties = writer.Check(owner, sent.Properties);
        StoredObject stored = writer.Put(shard, sent with { Id = id }, properties, old.Created, call.Request);
        return ObjectText.Of(owner, id, properties, sent.Vector, sent.Tenant, stored.Created, stored.Updated);
    }

    private WeaviateAnswer Merge(WeaviateCall call)
    {
        SentObject sent = ReadForUpdate(call);
        (WeaviateClass owner, Shard shard, string id) = Locate(call, sent.Tenant);
        if (!shard.Objects.TryGetValue(id, out StoredObject? old)) throw WeaviateFailure.NotFound();
        JsonObject merged = old.Properties.DeepClone().AsObject();
        foreach ((string name, JsonNode? value) in writer.Check(owner, sent.Properties))
            merged[name] = value!.DeepClone();
        foreach (string name in sent.Nulls) merged.Remove(name);
        writer.Put(shard, sent with { Id = id, Vector = sent.Vector ?? old.Vector }, merged, old.Created, call.Request);
        return WeaviateAnswer.NoContent;
    }

    private WeaviateAnswer Delete(WeaviateCall call)
    {
        call.CheckConsistencyLevel();
        call.User.RequireData('D', call.Part(0));
        SentObject.CheckId(call.Part(1), "id in path");
        WeaviateClass owner = database.Find(call.Part(0)) ?? throw WeaviateFailure.Of(
            500, $"could not delete object from vector repo: delete from non-existing index for {call.Part(0)}");
        owner.Shard(call.Query("tenant")).Objects.Remove(SentObject.Canonical(call.Part(1)));
        return WeaviateAnswer.NoContent;
    }

    private static SentObject ReadForUpdate(WeaviateCall call)
    {
        call.User.RequireData('U', call.Part(0));
        SentObject sent = SentObject.Read(call.ReadObject(), "id in body");
        return sent.Id is null || string.Equals(sent.Id, call.Part(1), StringComparison.OrdinalIgnoreCase)
            ? sent
            : throw WeaviateFailure.Of(422, "invalid update: field 'id' is immutable");
    }

    private (WeaviateClass Owner, Shard Shard, string Id) Locate(WeaviateCall call, string? tenant = null)
    {
        call.CheckConsistencyLevel();
        SentObject.CheckId(call.Part(1), "id in path");
        WeaviateClass owner = database.Find(call.Part(0)) ?? throw WeaviateFailure.NotFound();
        return (owner, owner.Shard(tenant ?? call.Query("tenant")), SentObject.Canonical(call.Part(1)));
    }

    private static string ClassOf(SentObject sent) => string.IsNullOrEmpty(sent.ClassName)
        ? throw WeaviateFailure.Of(422, "invalid object: the given class is empty")
        : sent.ClassName;
}
