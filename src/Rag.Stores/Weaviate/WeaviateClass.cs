using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Rag.Pipeline;
using Rag.Stores.Http;

namespace Rag.Stores.Weaviate;

/// <summary>
/// The class of an index. The server keeps no dimension of a class without objects and no name of ours, so both stand
/// in the class's description, as JSON.
/// </summary>
/// <param name="Name">In the server.</param>
/// <param name="Index">What it holds.</param>
/// <param name="Settings">What it was made for.</param>
/// <param name="Properties">The names of its properties.</param>
internal sealed record WeaviateClass(
    string Name, IndexId Index, VectorIndexSettings Settings, ImmutableHashSet<string> Properties)
{
    private const int Format = 1;

    /// <summary>The distances by metric; all of them are less for what is nearer.</summary>
    private static readonly ImmutableDictionary<DistanceMetric, string> Distances =
        ImmutableDictionary<DistanceMetric, string>.Empty
            .Add(DistanceMetric.Cosine, "cosine")
            .Add(DistanceMetric.Dot, "dot")
            .Add(DistanceMetric.Euclidean, "l2-squared");

    /// <summary>The request that makes the class.</summary>
    public static ReadOnlyMemory<byte> Definition(
        IndexId index, VectorIndexSettings settings, WeaviateOptions options) =>
        JsonBody.Object(json =>
        {
            json.WriteString("class", WeaviateNames.Class(options.Prefix, index));
            json.WriteString("description", Describe(index, settings));
            json.WriteString("vectorizer", "none");
            json.WriteString("vectorIndexType", "hnsw");
            json.WriteStartObject("vectorIndexConfig");
            json.WriteString("distance", Distances[settings.Metric]);
            json.WriteEndObject();
            json.WriteStartObject("replicationConfig");
            json.WriteNumber("factor", options.ReplicationFactor);
            json.WriteEndObject();
            json.WriteStartArray("properties");
            WriteText(json, WeaviateNames.Owner, "text");
            WriteText(json, WeaviateNames.Document, "text");
            WriteText(json, WeaviateNames.Version, "text");
            WriteText(json, WeaviateNames.Facts, "text[]");
            json.WriteEndArray();
        });

    /// <summary>The request that adds a property for ranges.</summary>
    public static ReadOnlyMemory<byte> RangeProperty(string name, bool isNumber) => JsonBody.Object(json =>
    {
        if (!isNumber)
        {
            WriteTextMembers(json, name, "text");
            return;
        }

        json.WriteString("name", name);
        json.WriteStartArray("dataType");
        json.WriteStringValue("number");
        json.WriteEndArray();
        json.WriteBoolean("indexFilterable", true);
        json.WriteBoolean("indexRangeFilters", true);
    });

    /// <summary>Reads a class; <see langword="false"/> if it is not of this installation.</summary>
    public static bool TryRead(JsonElement json, string prefix, [NotNullWhen(true)] out WeaviateClass? read)
    {
        read = null;
        string name = json.GetProperty("class").GetString()!;
        if (!TryReadDescription(json, out IndexId index, out int dimensions)) return false;
        // A description can be copied, a name cannot.
        if (name != WeaviateNames.Class(prefix, index)) return false;
        string? distance = json.GetProperty("vectorIndexConfig").GetProperty("distance").GetString();
        DistanceMetric metric = Distances.First(pair => pair.Value == distance).Key;
        read = new WeaviateClass(
            name,
            index,
            new VectorIndexSettings(dimensions, metric),
            [.. json.GetProperty("properties").EnumerateArray().Select(one => one.GetProperty("name").GetString()!)]);
        return true;
    }

    private static string Describe(IndexId index, VectorIndexSettings settings) =>
        JsonSerializer.Serialize(new Description(
            Format, index.Tenant, index.Collection, index.Generation, settings.Dimensions));

    private static bool TryReadDescription(JsonElement json, out IndexId index, out int dimensions)
    {
        index = default;
        dimensions = 0;
        if (!json.TryGetProperty("description", out JsonElement text) || text.ValueKind != JsonValueKind.String)
            return false;
        try
        {
            Description? read = JsonSerializer.Deserialize<Description>(text.GetString()!);
            if (read is not { Format: Format, Tenant: not null, Collection: not null }) return false;
            index = new IndexId(read.Tenant, read.Collection, read.Generation);
            dimensions = read.Dimensions;
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void WriteText(Utf8JsonWriter json, string name, string type)
    {
        json.WriteStartObject();
        WriteTextMembers(json, name, type);
        json.WriteEndObject();
    }

    /// <summary>Field tokenisation: the default one compares words without case, and knows stop words.</summary>
    private static void WriteTextMembers(Utf8JsonWriter json, string name, string type)
    {
        json.WriteString("name", name);
        json.WriteStartArray("dataType");
        json.WriteStringValue(type);
        json.WriteEndArray();
        json.WriteString("tokenization", "field");
        json.WriteBoolean("indexFilterable", true);
        json.WriteBoolean("indexSearchable", false);
    }

    private sealed record Description(int Format, string Tenant, string Collection, int Generation, int Dimensions);
}
