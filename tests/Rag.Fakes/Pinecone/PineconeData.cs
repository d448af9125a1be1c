using System.Globalization;
using System.Text.Json;
using Rag.Fakes.Faults;

namespace Rag.Fakes.Pinecone;

/// <summary>What the host of an index answers.</summary>
internal sealed class PineconeData(PineconeIndex index, FaultSwitches faults, TimeProvider clock)
{
    /// <summary>How much later a write is seen where no fault says otherwise.</summary>
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(5);

    private readonly PineconeReads _reads = new(index);

    public object Answer(PineconeRequest request, string[] path) => (request.Method, path) switch
    {
        ("POST", ["vectors", "upsert"]) => Upsert(request),
        ("POST", ["vectors", "update"]) => Update(request),
        ("POST", ["vectors", "delete"]) => Delete(request),
        ("POST", ["query"]) => _reads.Query(request),
        ("GET", ["vectors", "fetch"]) => _reads.Fetch(request),
        ("POST", ["vectors", "fetch_by_metadata"]) => _reads.FetchByMetadata(request),
        ("GET", ["vectors", "list"]) => _reads.List(request),
        ("POST" or "GET", ["describe_index_stats"]) => Statistics(),
        ("GET", ["namespaces"]) => ListNamespaces(request),
        ("POST", ["namespaces"]) => CreateNamespace(request.Json),
        ("GET", ["namespaces", var name]) => Describe(name, Get(name)),
        ("DELETE", ["namespaces", var name]) => DeleteNamespace(name),
        _ => throw PineconeRefusal.Missing("Not found"),
    };

    private object Upsert(PineconeRequest request)
    {
        JsonElement[] records = request.Json.List("vectors") ?? [];
        if (records.Length == 0) throw PineconeRefusal.Invalid("vectors: at least one is needed");
        if (records.Length > 1_000)
        {
            throw PineconeRefusal.Invalid(
                $"Request contains {records.Length} vectors, which exceeds the maximum of 1000");
        }

        // All of them first: one that is bad refuses the request.
        List<PineconeVector> vectors = [.. records.Select(record => PineconeVector.Read(record, index))];
        string name = request.Namespace(isInBody: true);
        if (!index.Namespaces.TryGetValue(name, out PineconeNamespace? ns))
            index.Namespaces[name] = ns = new PineconeNamespace(clock);
        Write(request, ns, () =>
        {
            foreach (PineconeVector vector in vectors) ns.Vectors[vector.Id] = vector;
        });
        return new { upsertedCount = vectors.Count };
    }

    private object Update(PineconeRequest request)
    {
        JsonElement json = request.Json;
        PineconeNamespace ns = Get(request.Namespace(isInBody: true));
        string? id = json.Text("id");
        if (id is not null == json.Member("filter") is not null)
            throw PineconeRefusal.Invalid("Exactly one of id and filter is needed");
        Predicate<JsonElement?>? isMeant = json.Member("filter") is { } filter ? PineconeFilter.Parse(filter) : null;
        float[]? values = json.Floats("values");
        if (values is not null) index.CheckVector(values);
        JsonElement? metadata = json.Member("setMetadata")?.Clone();
        if (metadata is { } set) PineconeVector.CheckMetadata(set);
        List<PineconeVector> Meant() =>
            [.. ns.Vectors.Values.Where(one => id is null ? isMeant!(one.Metadata) : one.Id == id)];
        int count = Meant().Count;
        if (!json.Flag("dryRun"))
        {
            Write(request, ns, () =>
            {
                foreach (PineconeVector one in Meant())
                {
                    ns.Vectors[one.Id] = one with
                    {
                        Values = values ?? one.Values,
                        Metadata = Merge(one.Metadata, metadata),
                    };
                }
            });
        }

        return id is null ? new { matchedRecords = count } : new { };
    }

    private object Delete(PineconeRequest request)
    {
        JsonElement json = request.Json;
        JsonElement[]? ids = json.List("ids");
        JsonElement? filter = json.Member("filter");
        bool isAll = json.Flag("deleteAll");
        if ((ids is null ? 0 : 1) + (filter is null ? 0 : 1) + (isAll ? 1 : 0) != 1)
            throw PineconeRefusal.Invalid("Exactly one of ids, deleteAll and filter is needed");
        if (ids?.Length is 0 or > 1_000)
            throw PineconeRefusal.Invalid($"ids: 1 to 1000 are needed, got {ids.Length}");
        Predicate<JsonElement?>? isMeant = filter is { } condition ? PineconeFilter.Parse(condition) : null;
        HashSet<string> wanted = [.. (ids ?? []).Select(id => id.GetString() ?? "")];
        PineconeNamespace ns = Get(request.Namespace(isInBody: true));
        Write(request, ns, () =>
        {
            foreach (PineconeVector one in ns.Vectors.Values.ToList())
            {
                if (isAll || wanted.Contains(one.Id) || isMeant?.Invoke(one.Metadata) == true)
                    ns.Vectors.Remove(one.Id);
            }
        });
        return new { };
    }

    private object Statistics() => new
    {
        namespaces = index.Namespaces.ToDictionary(pair => pair.Key, pair => new { vectorCount = pair.Value.Count }),
        dimension = index.Dimension,
        indexFullness = 0,
        totalVectorCount = index.Namespaces.Values.Sum(ns => ns.Count),
        metric = index.Metric,
        vectorType = "dense",
    };

    private Dictionary<string, object?> ListNamespaces(PineconeRequest request)
    {
        string prefix = request.Query("prefix") ?? "";
        List<KeyValuePair<string, PineconeNamespace>> all =
            [.. index.Namespaces.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))];
        var page = new PineconePages(request).Cut(all, pair => pair.Key);
        var answer = new Dictionary<string, object?>
        {
            ["namespaces"] = page.Items.Select(pair => Describe(pair.Key, pair.Value)),
            ["total_count"] = all.Count,
        };
        if (page.Next is not null) answer["pagination"] = new { next = page.Next };
        return answer;
    }

    private object CreateNamespace(JsonElement json)
    {
        string name = json.Text("name") ?? "";
        if (name.Length is < 1 or > 512) throw PineconeRefusal.Invalid("Namespace must have 1 to 512 characters");
        if (index.Namespaces.ContainsKey(name)) throw PineconeRefusal.Exists($"Namespace {name} already exists");
        return Describe(name, index.Namespaces[name] = new PineconeNamespace(clock));
    }

    private object DeleteNamespace(string name)
    {
        Get(name);
        index.Namespaces.Remove(name);
        return new { };
    }

    private PineconeNamespace Get(string name) => index.Namespaces.TryGetValue(name, out PineconeNamespace? ns)
        ? ns
        : throw PineconeRefusal.Missing("Namespace not found");

    /// <summary>As protobuf has it, a 64-bit integer is a text.</summary>
    private static object Describe(string name, PineconeNamespace ns) =>
        new { name, record_count = ns.Count.ToString(CultureInfo.InvariantCulture) };

    private void Write(PineconeRequest request, PineconeNamespace ns, Action apply)
    {
        TimeSpan delay = faults.TryTake(FaultKind.Invisible, request.Http, out Fault? fault)
            ? TimeSpan.FromMilliseconds(fault.Milliseconds)
            : Delay;
        string lsn = ns.Write(delay, apply).ToString(CultureInfo.InvariantCulture);
        request.Http.HttpContext.Response.Headers["x-pinecone-request-lsn"] = lsn;
    }

    private static JsonElement? Merge(JsonElement? old, JsonElement? set)
    {
        if (set is not { } added) return old;
        var merged = new Dictionary<string, JsonElement>();
        foreach (JsonElement one in new[] { old, added }.OfType<JsonElement>())
        {
            foreach (JsonProperty member in one.EnumerateObject()) merged[member.Name] = member.Value;
        }

        return JsonSerializer.SerializeToElement(merged);
    }
}
