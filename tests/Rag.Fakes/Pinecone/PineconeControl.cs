using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Rag.Fakes.Pinecone;

/// <summary>Makes, describes and deletes indexes.</summary>
internal sealed partial class PineconeControl(
    SortedDictionary<string, PineconeIndex> indexes, TimeProvider clock)
{
    /// <summary>How long a new index does not answer.</summary>
    private static readonly TimeSpan StartTime = TimeSpan.FromMilliseconds(150);

    private static readonly string[] Clouds = ["aws", "gcp", "azure"];

    /// <summary>The answer; <see langword="null"/> for one without a body.</summary>
    public object? Answer(PineconeRequest request)
    {
        switch (request.Method, request.Segments)
        {
            case ("GET", ["indexes"]):
                return new { indexes = indexes.Values.Select(index => index.Describe(clock)) };
            case ("POST", ["indexes"]):
                request.Http.HttpContext.Response.StatusCode = StatusCodes.Status201Created;
                return Create(request);
            case ("GET", ["indexes", var name]):
                return Get(name).Describe(clock);
            case ("PATCH", ["indexes", var name]):
                request.Http.HttpContext.Response.StatusCode = StatusCodes.Status202Accepted;
                return Configure(Get(name), request.Json);
            case ("DELETE", ["indexes", var name]):
                Delete(name);
                request.Http.HttpContext.Response.StatusCode = StatusCodes.Status202Accepted;
                return null;
            default:
                throw PineconeRefusal.Missing("Not found");
        }
    }

    private PineconeIndex Get(string name) => indexes.TryGetValue(name, out PineconeIndex? index)
        ? index
        : throw PineconeRefusal.Missing($"Resource {name} not found");

    private object Create(PineconeRequest request)
    {
        JsonElement json = request.Json;
        string name = json.Text("name") ?? "";
        if (!NamePattern().IsMatch(name))
        {
            throw PineconeRefusal.Invalid(
                "Name must consist of lower case alphanumeric characters or '-', and be 1 to 45 characters long");
        }

        string metric = json.Text("metric") ?? "cosine";
        if (metric is not ("cosine" or "dotproduct" or "euclidean"))
            throw PineconeRefusal.Invalid($"Invalid metric '{metric}'");
        if (json.Integer("dimension") is not { } dimension || dimension is < 1 or > 20_000)
            throw PineconeRefusal.Invalid("Dimension must be between 1 and 20000");
        if (json.Member("spec")?.Member("serverless") is not { } serverless)
            throw PineconeRefusal.Invalid("Only serverless indexes are imitated");
        (string cloud, string region) = (serverless.Text("cloud") ?? "", serverless.Text("region") ?? "");
        if (!Clouds.Contains(cloud) || region.Length == 0)
            throw PineconeRefusal.Missing($"Resource cloud: {cloud} region: {region} not found");
        if (indexes.ContainsKey(name)) throw PineconeRefusal.Exists("Resource already exists");
        // What the vendor adds to the specification: how reads are paid for.
        object spec = new
        {
            serverless = new
            {
                cloud,
                region,
                read_capacity = new { mode = "OnDemand", status = new { state = "Ready" } },
            },
        };
        var host = new Uri($"http://{request.Http.Host}/hosts/{name}");
        var index = new PineconeIndex(name, (int)dimension, metric, spec, host, clock.GetUtcNow() + StartTime);
        indexes[name] = index;
        Configure(index, json);
        return index.Describe(clock);
    }

    private object Configure(PineconeIndex index, JsonElement json)
    {
        index.DeletionProtection = json.Text("deletion_protection") ?? index.DeletionProtection;
        if (json.Member("tags") is { } tags)
        {
            foreach (JsonProperty tag in tags.EnumerateObject()) index.Tags[tag.Name] = tag.Value.GetString() ?? "";
        }

        return index.Describe(clock);
    }

    private void Delete(string name)
    {
        if (Get(name).DeletionProtection == "enabled")
        {
            throw new PineconeRefusal(
                403, 7, "FORBIDDEN", "Deletion protection is enabled for this index. Disable it before deleting.");
        }

        indexes.Remove(name);
    }

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,43}[a-z0-9])?$")]
    private static partial Regex NamePattern();
}
