using System.Numerics.Tensors;
using System.Text.Json;

namespace Rag.Fakes.Qdrant;

/// <summary>What a named vector of a collection is made for.</summary>
/// <param name="Size">Dimensions; 0 for a sparse vector.</param>
/// <param name="Distance">The server's word.</param>
/// <param name="Json">As it was sent, for the collection's description.</param>
internal sealed record VectorSettings(int Size, string Distance, JsonElement Json)
{
    private static readonly string[] Distances = ["Cosine", "Dot", "Euclid", "Manhattan"];

    public bool IsSparse => Size == 0;

    public bool HigherIsBetter => Distance is "Cosine" or "Dot";

    /// <summary>Settings of a dense vector, or nothing if this is no such thing.</summary>
    public static VectorSettings? TryParse(JsonElement json, string where)
    {
        if (json.Member("size") is not { ValueKind: JsonValueKind.Number } size
            || !size.TryGetInt64(out long dimensions) || dimensions < 1
            || json.Member("distance") is not { ValueKind: JsonValueKind.String } distance
            || !Distances.Contains(distance.GetString()))
        {
            return null;
        }

        return dimensions <= 65_536
            ? new VectorSettings((int)dimensions, distance.GetString()!, json)
            : throw Refusal.Invalid($"{where}.size: value {dimensions} invalid, must be from 1 to 65536");
    }

    public static VectorSettings Sparse(JsonElement json) => new(0, "Dot", json);

    /// <summary>The vector as it is kept: of length 1 for cosine, rounded for half precision.</summary>
    public PointVector Keep(PointVector vector)
    {
        if (IsSparse != vector.Indices is not null)
            throw Refusal.Input("Conversion between sparse and regular vectors failed");
        if (IsSparse) return vector;
        if (vector.Values.Length != Size)
        {
            throw Refusal.Input(
                $"Vector dimension error: expected dim: {Size}, got {vector.Values.Length}");
        }

        float[] values = Distance == "Cosine" ? Normalised(vector.Values) : vector.Values;
        if (Json.Text("datatype") == "float16") values = [.. values.Select(value => (float)(Half)value)];
        return new PointVector(values);
    }

    /// <summary>The score of a kept vector for a kept query.</summary>
    public float Score(float[] query, float[] stored) => Distance switch
    {
        "Cosine" or "Dot" => TensorPrimitives.Dot(query, stored),
        "Euclid" => TensorPrimitives.Distance(query, stored),
        _ => query.Zip(stored).Sum(pair => Math.Abs(pair.First - pair.Second)),
    };

    private static float[] Normalised(float[] values)
    {
        float norm = TensorPrimitives.Norm(values);
        // What has that length already stays as it is.
        if (norm == 0 || Math.Abs((norm * norm) - 1) < 1e-6f) return values;
        float[] kept = new float[values.Length];
        TensorPrimitives.Divide(values, norm, kept);
        return kept;
    }
}
