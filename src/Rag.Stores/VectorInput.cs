using System.Numerics.Tensors;
using Rag.Pipeline;

namespace Rag.Stores;

/// <summary>Checks vectors before they are stored or asked for.</summary>
internal static class VectorInput
{
    /// <summary>Products of longer vectors leave single precision.</summary>
    private const float MaxNorm = 1e18f;

    /// <summary>The vector as the index keeps it: of length 1 for the cosine metric.</summary>
    /// <exception cref="StoreException">Code <c>dimension_mismatch</c> or <c>invalid_vector</c>.</exception>
    public static float[] Check(ReadOnlySpan<float> vector, VectorIndexSettings settings, string whose)
    {
        if (vector.Length != settings.Dimensions)
        {
            throw new StoreException(
                "dimension_mismatch",
                $"The vector of {whose} has {vector.Length:N0} dimensions; the index has {settings.Dimensions:N0}.",
                isTransient: false);
        }

        float[] kept = vector.ToArray();
        float largest = kept.Length == 0 ? 0 : Math.Abs(TensorPrimitives.MaxMagnitude(kept));
        if (!float.IsFinite(largest)) throw Invalid(whose, "has values that are not finite");
        if (settings.Metric != DistanceMetric.Cosine)
        {
            return TensorPrimitives.Norm(kept) <= MaxNorm
                ? kept : throw Invalid(whose, $"is longer than {MaxNorm:E0}");
        }

        if (largest == 0) throw Invalid(whose, "is all zero, which has no direction");
        // By the largest value first: squares of very large or small values leave single precision.
        TensorPrimitives.Divide(kept, largest, kept);
        TensorPrimitives.Divide(kept, TensorPrimitives.Norm(kept), kept);
        return kept;
    }

    private static StoreException Invalid(string whose, string what) =>
        new("invalid_vector", $"The vector of {whose} {what}.", isTransient: false);
}
