using System.Text.Json.Nodes;
using Rag.Fakes.Faults;
using Rag.Fakes.Weaviate.Filtering;

namespace Rag.Fakes.Weaviate.Objects;

/// <summary><c>/v1/batch/objects</c>: many objects at a time, each with a fate of its own.</summary>
internal sealed class BatchRoutes(WeaviateDatabase database, ObjectWriter writer, FaultSwitches faults)
{
    public void Map(WeaviateRouter router)
    {
        router.Map("POST", "/v1/batch/objects", Write);
        router.Map("DELETE", "/v1/batch/objects", Delete);
    }

    private WeaviateAnswer Write(WeaviateCall call)
    {
        call.CheckConsistencyLevel();
        if (call.ReadObject()["objects"] is not JsonArray { Count: > 0 } list)
        {
            throw WeaviateFailure.Of(
                422, "invalid param 'objects': cannot be empty, need at least one object for batching");
        }

        SentObject?[] sent =
        [
            .. list.Select((item, i) =>
                item is JsonObject json ? SentObject.Read(json, $"body.objects.{i}.id in body") : null),
        ];
        // An item that is null or names no class crashes the server.
        if (sent.Any(one => string.IsNullOrEmpty(one?.ClassName))) throw WeaviateFailure.Crash();
        foreach (string name in sent.Select(one => one!.ClassName!).Distinct()) call.User.RequireData('U', name);
        CheckQuota(sent.Length);
        bool someFail = faults.TryTake(FaultKind.ItemErrors, call.Request, out _);
        return new JsonArray([.. sent.Select((one, i) => WriteOne(one!, call, someFail && i % 2 == 0))]);
    }

    private JsonObject WriteOne(SentObject sent, WeaviateCall call, bool fails)
    {
        SentObject one = sent.Id is null ? sent with { Id = Guid.NewGuid().ToString() } : sent;
        long now = database.Now.ToUnixTimeMilliseconds();
        WeaviateClass? owner = database.Find(one.ClassName!);
        JsonObject properties = one.Properties;
        WeaviateFailure? failure = null;
        try
        {
            if (fails) throw WeaviateFailure.Of(500, "put object: context deadline exceeded (a fault switch is on)");
            owner = writer.FindOrCreate(one.ClassName!);
            properties = writer.Check(owner, one.Properties);
            writer.Put(owner.Shard(one.Tenant, mayCreate: true), one, properties, null, call.Request);
            if (owner.Definition.IndexTimestamps)
            {
                properties = properties.DeepClone().AsObject();
                properties["_creationTimeUnix"] = now;
                properties["_lastUpdateTimeUnix"] = now;
            }
        }
        catch (WeaviateFailure refusal)
        {
            failure = refusal;
        }

        owner ??= new WeaviateClass(new Schema.ClassDefinition(one.ClassName!));
        JsonObject json = ObjectText.Of(owner, one.Id!, properties, one.Vector, one.Tenant, now, now);
        json["deprecations"] = null;
        json["result"] = failure is null
            ? new JsonObject { ["status"] = "SUCCESS" }
            : new JsonObject
            {
                ["errors"] = new JsonObject { ["error"] = WeaviateFailure.Messages(failure.Message) },
                ["status"] = "FAILED",
            };
        return json;
    }

    private WeaviateAnswer Delete(WeaviateCall call)
    {
        JsonObject json = call.ReadObject();
        if (json["match"] is not JsonObject match) throw WeaviateFailure.Of(422, "validate: empty match clause");
        string name = WeaviateCall.Text(match, "class") ?? "";
        call.User.RequireData('D', name);
        if (match["where"] is not JsonObject where)
            throw WeaviateFailure.Of(422, "validate: empty match.where clause");
        Condition condition = ConditionReader.ReadRest(where);
        WeaviateClass owner = database.Find(name)
            ?? throw WeaviateFailure.Of(422, $"validate: failed to get class: {name}");
        ConditionCheck.Check(condition, owner.Definition);
        string output = WeaviateCall.Text(json, "output") ?? "minimal";
        if (output is not ("minimal" or "verbose"))
        {
            throw WeaviateFailure.Of(
                500, $"validate: invalid output: \"{output}\", possible values are: \"minimal\", \"verbose\"");
        }

        Shard shard = owner.Shard(call.Query("tenant"));
        bool dryRun = WeaviateCall.Flag(json, "dryRun");
        var matcher = new ConditionMatcher(condition, owner.Definition);
        StoredObject[] matches = [.. shard.Objects.Values.Where(matcher.Matches)];
        JsonObject results = Remove(shard, matches, dryRun, output == "verbose", call);
        return new JsonObject
        {
            ["deletionTimeUnixMilli"] = -62_135_596_800_000,
            ["dryRun"] = dryRun,
            ["match"] = new JsonObject { ["class"] = owner.Name, ["where"] = ConditionReader.Echo(where) },
            ["output"] = output,
            ["results"] = results,
        };
    }

    private JsonObject Remove(Shard shard, StoredObject[] matches, bool dryRun, bool verbose, WeaviateCall call)
    {
        bool someFail = faults.TryTake(FaultKind.ItemErrors, call.Request, out _);
        var objects = new JsonArray();
        int failed = 0;
        StoredObject[] chosen = [.. matches.Take(database.Settings.QueryMaximumResults)];
        for (int i = 0; i < chosen.Length; i++)
        {
            bool fails = someFail && i % 2 == 0;
            if (fails) failed++;
            else if (!dryRun) shard.Objects.Remove(chosen[i].Id);
            string status = fails ? "FAILED" : dryRun ? "DRYRUN" : "SUCCESS";
            if (verbose) objects.Add(new JsonObject { ["id"] = chosen[i].Id, ["status"] = status });
        }

        return new JsonObject
        {
            ["failed"] = failed,
            ["limit"] = database.Settings.QueryMaximumResults,
            ["matches"] = matches.Length,
            ["objects"] = objects.Count > 0 ? objects : null,
            ["successful"] = dryRun ? 0 : chosen.Length - failed,
        };
    }

    private void CheckQuota(int added)
    {
        if (database.Settings.MaximumObjects is not { } most) return;
        int stored = database.Classes.Values.Sum(one => one.Shards.Sum(shard => shard.Objects.Count));
        if (stored + added > most) throw WeaviateFailure.OfQuota("objects", most);
    }
}
