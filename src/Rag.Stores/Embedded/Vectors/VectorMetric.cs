using System.Numerics.Tensors;
using Rag.Pipeline;

namespace Rag.Stores.Embedded.Vectors;

/// <summary>The similarities by their definition.</summary>
internal static class VectorMetric
{
    /// <summary>The similarity of two vectors as the index keeps them; higher is better.</summary>
    public static float Score(this DistanceMetric metric, ReadOnlySpan<float> left, ReadOnlySpan<float> right) =>
        metric switch
        {
            DistanceMetric.Cosine => Math.Clamp(TensorPrimitives.Dot(left, right), -1, 1),
            DistanceMetric.Dot => TensorPrimitives.Dot(left, right),
            _ => -TensorPrimitives.Distance(left, right),
        };
}
