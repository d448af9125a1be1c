using System.Text.Json;

namespace Rag.Fakes.Qdrant;

/// <summary>A dense vector, or a sparse one with indices.</summary>
internal sealed record PointVector(float[] Values, uint[]? Indices = null)
{
    /// <summary>Reads <c>[1, 2]</c> or <c>{"indices": [..], "values": [..]}</c>.</summary>
    /// <param name="json">The vector.</param>
    /// <param name="where">For the message of a validation error.</param>
    /// <param name="variant">For the message of a format error.</param>
    public static PointVector Parse(JsonElement json, string where, string variant)
    {
        if (json.ValueKind == JsonValueKind.Array) return new PointVector(Floats(json, variant));
        if (json.Member("indices") is not { ValueKind: JsonValueKind.Array } indices
            || json.Member("values") is not { } values)
        {
            throw Refusal.NoVariant(variant);
        }

        uint[] positions =
        [
            .. indices.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Number
                && item.TryGetUInt32(out uint position) ? position : throw Refusal.NoVariant(variant)),
        ];
        float[] weights = Floats(values, variant);
        if (positions.Distinct().Count() != positions.Length)
            throw Refusal.Invalid($"{where}.indices: Validation error: must be unique [{{}}]");
        if (positions.Length != weights.Length)
            throw Refusal.Invalid($"{where}.values: Validation error: must be the same length as indices [{{}}]");
        return new PointVector(weights, positions);
    }

    public object ToJson()
    {
        // What is not finite has no JSON.
        object[] values = [.. Values.Select(value => float.IsFinite(value) ? (object)value : null!)];
        return Indices is null ? values : new { indices = Indices, values };
    }

    private static float[] Floats(JsonElement json, string variant)
    {
        if (json.ValueKind != JsonValueKind.Array) throw Refusal.NoVariant(variant);
        float[] values = new float[json.GetArrayLength()];
        int i = 0;
        foreach (JsonElement item in json.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number) throw Refusal.NoVariant(variant);
            double value = item.GetDouble();
            if (!double.IsFinite(value)) throw Refusal.Format("number out of range");
            values[i++] = (float)value;
        }

        return values;
    }
}
