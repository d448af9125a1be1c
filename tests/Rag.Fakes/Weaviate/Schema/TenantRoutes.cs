using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Rag.Fakes.Weaviate.Objects;

namespace Rag.Fakes.Weaviate.Schema;

/// <summary><c>/v1/schema/{class}/tenants</c>.</summary>
internal sealed partial class TenantRoutes(WeaviateDatabase database)
{
    public void Map(WeaviateRouter router)
    {
        router.Map("GET", "/v1/schema/*/tenants", List);
        router.Map("POST", "/v1/schema/*/tenants", Create);
        router.Map("PUT", "/v1/schema/*/tenants", Update);
        router.Map("DELETE", "/v1/schema/*/tenants", Delete);
        router.Map("GET", "/v1/schema/*/tenants/*", Get);
        router.Map("HEAD", "/v1/schema/*/tenants/*", call => { Get(call); return WeaviateAnswer.Empty; });
    }

    private WeaviateAnswer List(WeaviateCall call)
    {
        call.User.RequireSchema('R', call.Part(0));
        return new JsonArray([.. Find(call, "get tenants").Tenants.Values.Select(Describe)]);
    }

    private WeaviateAnswer Get(WeaviateCall call)
    {
        call.User.RequireSchema('R', call.Part(0));
        return Find(call, "get tenant").Tenants.TryGetValue(call.Part(1), out Shard? tenant)
            ? Describe(tenant)
            : throw WeaviateFailure.NotFound();
    }

    private WeaviateAnswer Create(WeaviateCall call)
    {
        call.User.RequireSchema('C', call.Part(0));
        List<(string Name, string? Status)> wanted = ReadTenants(call);
        WeaviateClass found = Find(call, "TYPE_ADD_TENANT");
        CheckNames(wanted);
        int added = wanted.Count(tenant => !found.Tenants.ContainsKey(tenant.Name));
        if (database.Settings.MaximumTenants is { } most && added > 0 && found.Tenants.Count + added > most)
            throw WeaviateFailure.OfQuota("tenants", most);
        var answer = new JsonArray();
        foreach ((string name, string? status) in wanted)
        {
            found.Tenants.TryAdd(name, new Shard(name) { IsActive = status is not "COLD" });
            var described = new JsonObject { ["name"] = name };
            if (status is not null) described["activityStatus"] = status;
            answer.Add(described);
        }

        return answer;
    }

    private WeaviateAnswer Update(WeaviateCall call)
    {
        call.User.RequireSchema('U', call.Part(0));
        List<(string Name, string? Status)> wanted = ReadTenants(call);
        WeaviateClass found = Find(call, "TYPE_UPDATE_TENANT");
        if (wanted.Exists(tenant => tenant.Status == "FROZEN"))
            throw WeaviateFailure.Of(422, "can't offload tenants, because offload-s3 module is not enabled");
        var answer = new JsonArray();
        foreach ((string name, string? status) in wanted)
        {
            if (!found.Tenants.TryGetValue(name, out Shard? tenant))
                throw WeaviateFailure.Of(422, $"updating schema: TYPE_UPDATE_TENANT: shard not found: {name}");
            tenant.IsActive = status is not "COLD";
            answer.Add(Describe(tenant));
        }

        return answer;
    }

    private WeaviateAnswer Delete(WeaviateCall call)
    {
        call.User.RequireSchema('D', call.Part(0));
        WeaviateClass found = Find(call, "TYPE_DELETE_TENANT");
        foreach (JsonNode? name in call.ReadList()) found.Tenants.Remove(name!.GetValue<string>());
        return WeaviateAnswer.Empty;
    }

    private WeaviateClass Find(WeaviateCall call, string action)
    {
        WeaviateClass found = database.Find(call.Part(0))
            ?? throw WeaviateFailure.Of(422, $"updating schema: {action}: class not found");
        return found.Definition.IsMultiTenant
            ? found
            : throw WeaviateFailure.Of(
                422, $"updating schema: {action}: multi-tenancy is not enabled for class \"{found.Name}\"");
    }

    private static List<(string Name, string? Status)> ReadTenants(WeaviateCall call) =>
    [
        .. call.ReadList().Select(item => (
            WeaviateCall.Text((JsonObject)item!, "name") ?? "",
            ReadStatus(WeaviateCall.Text((JsonObject)item!, "activityStatus")))),
    ];

    private static string? ReadStatus(string? status) => status switch
    {
        null => null,
        "ACTIVE" or "HOT" => "HOT",
        "INACTIVE" or "COLD" => "COLD",
        "OFFLOADED" or "FROZEN" => "FROZEN",
        _ => throw WeaviateFailure.OfApi(
            422,
            "activityStatus in body should be one of [ACTIVE INACTIVE OFFLOADED OFFLOADING ONLOADING HOT COLD FROZEN " +
            "FREEZING UNFREEZING]",
            606),
    };

    private static void CheckNames(List<(string Name, string? Status)> wanted)
    {
        for (int i = 0; i < wanted.Count; i++)
        {
            string name = wanted[i].Name;
            if (name.Length == 0) throw WeaviateFailure.Of(422, $"tenant name at index {i}: empty tenant name");
            if (!NamePattern().IsMatch(name))
            {
                throw WeaviateFailure.Of(
                    422,
                    $"tenant name at index {i}:  '{name}' is not a valid tenant name. should only contain " +
                    "alphanumeric characters (a-z, A-Z, 0-9), underscore (_), and hyphen (-), with a length between " +
                    "1 and 64 characters");
            }
        }

        string? twice = wanted.GroupBy(tenant => tenant.Name).FirstOrDefault(group => group.Count() > 1)?.Key;
        if (twice is not null) throw WeaviateFailure.Of(422, $"tenant name {twice} existed multiple times");
    }

    private static JsonObject Describe(Shard tenant) => new()
    {
        ["activityStatus"] = tenant.IsActive ? "HOT" : "COLD",
        ["name"] = tenant.Name,
    };

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex NamePattern();
}
