namespace Rag.Fakes.Weaviate.Search;

/// <summary>Distances in single precision; less is nearer.</summary>
internal static class VectorDistance
{
    public static float Between(string distance, float[] left, float[] right) => distance switch
    {
        "cosine" => 1 - Dot(Normalize(left), Normalize(right)),
        "dot" => 0 - Dot(left, right),
        "l2-squared" => Sum(left, right, (x, y) => (x - y) * (x - y)),
        "manhattan" => Sum(left, right, (x, y) => MathF.Abs(x - y)),
        _ => Sum(left, right, (x, y) => x == y ? 0 : 1),
    };

    private static float Dot(float[] left, float[] right) => Sum(left, right, (x, y) => x * y);

    private static float Sum(float[] left, float[] right, Func<float, float, float> term)
    {
        float sum = 0;
        for (int i = 0; i < left.Length; i++) sum += term(left[i], right[i]);
        return sum;
    }

    /// <summary>A vector without a direction stays as it is, one half of the circle away from everything.</summary>
    private static float[] Normalize(float[] vector)
    {
        float norm = MathF.Sqrt(Dot(vector, vector));
        return norm == 0 ? vector : Array.ConvertAll(vector, value => value / norm);
    }
}
