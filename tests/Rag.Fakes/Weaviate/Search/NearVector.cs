using System.Globalization;
using System.Text.Json.Nodes;
using Rag.Fakes.Weaviate.GraphQl;
using Rag.Fakes.Weaviate.Objects;

namespace Rag.Fakes.Weaviate.Search;

/// <summary>The arguments <c>nearVector</c> and <c>nearObject</c>.</summary>
/// <param name="Vector">What is compared with; empty for no comparison.</param>
/// <param name="MaxDistance">Inclusive; <see langword="null"/> for none.</param>
internal sealed record NearVector(float[] Vector, float? MaxDistance)
{
    public static NearVector? Read(GraphQlField field, WeaviateClass owner, Shard shard)
    {
        if (field.Argument("nearObject") is { Value: JsonObject near })
        {
            string id = SentObject.Canonical((near["id"] ?? near["beacon"])!.GetValue<string>().Split('/')[^1]);
            float[] vector = shard.Objects.GetValueOrDefault(id)?.Vector ?? throw WeaviateFailure.Of(
                422, "explorer: get class: vectorize search vector: nearObject params: vector not found");
            return new NearVector(vector, ReadMaxDistance(near, owner));
        }

        return field.Argument("nearVector") is { Value: JsonObject json }
            ? new NearVector(SentObject.ReadVector(json["vector"]) ?? [], ReadMaxDistance(json, owner))
            : null;
    }

    /// <summary>What of the objects has a vector and is indexed, nearest first. Equals come in no order that a client
    /// could rely on: the latest write first.</summary>
    public IEnumerable<Hit> Rank(
        IEnumerable<StoredObject> objects, WeaviateClass owner, Shard shard, DateTimeOffset now)
    {
        if (Vector.Length == 0) return objects.Select(stored => new Hit(stored, null));
        if (shard.Dimensions is { } dimensions && dimensions != Vector.Length)
        {
            throw WeaviateFailure.Of(
                422,
                $"explorer: get class: vector search: distance between entrypoint and query node: {dimensions} vs " +
                $"{Vector.Length}: vector lengths don't match");
        }

        return objects
            .Where(stored => stored.Vector is not null && stored.IndexedAt <= now)
            .Select(stored => new Hit(
                stored, VectorDistance.Between(owner.Definition.Distance, stored.Vector!, Vector)))
            .Where(hit => !(hit.Distance > MaxDistance))
            .OrderBy(hit => hit.Distance).ThenByDescending(hit => hit.Stored.Sequence);
    }

    private static float? ReadMaxDistance(JsonObject json, WeaviateClass owner)
    {
        float? distance = ReadNumber(json["distance"]);
        float? certainty = ReadNumber(json["certainty"]);
        if (distance is not null && certainty is not null)
        {
            throw WeaviateFailure.Of(
                422, "failed to extract nearVector params: cannot provide distance and certainty");
        }

        if (certainty is not null) Certainty.Check(owner);
        return distance ?? (1 - certainty) * 2;
    }

    private static float? ReadNumber(JsonNode? json) =>
        json is null ? null : float.Parse(json.ToString(), CultureInfo.InvariantCulture);
}
