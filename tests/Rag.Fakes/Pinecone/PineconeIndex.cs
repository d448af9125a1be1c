using System.Numerics.Tensors;

namespace Rag.Fakes.Pinecone;

/// <summary>An index: dense, serverless.</summary>
internal sealed class PineconeIndex(
    string name, int dimension, string metric, object spec, Uri host, DateTimeOffset readyAt)
{
    public SortedDictionary<string, PineconeNamespace> Namespaces { get; } = new(StringComparer.Ordinal);

    public string DeletionProtection { get; set; } = "disabled";

    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    public int Dimension => dimension;

    public string Metric => metric;

    public bool IsReady(TimeProvider clock) => clock.GetUtcNow() >= readyAt;

    public object Describe(TimeProvider clock) => new
    {
        name,
        dimension,
        metric,
        host = host.AbsoluteUri.TrimEnd('/'),
        vector_type = "dense",
        deletion_protection = DeletionProtection,
        tags = Tags,
        spec,
        status = new { ready = IsReady(clock), state = IsReady(clock) ? "Ready" : "Initializing" },
    };

    /// <summary>Refuses what is no vector of this index.</summary>
    public void CheckVector(float[] vector)
    {
        if (vector.Length != dimension)
        {
            throw PineconeRefusal.Invalid(
                $"Vector dimension {vector.Length} does not match the dimension of the index {dimension}");
        }

        if (!vector.AsSpan().ContainsAnyExcept(0f))
            throw PineconeRefusal.Invalid("Dense vectors must contain at least one non-zero value");
    }

    /// <summary>The score; of the euclidean metric the square of the distance.</summary>
    public float Score(float[] left, float[] right) => metric switch
    {
        "cosine" => TensorPrimitives.CosineSimilarity(left, right),
        "dotproduct" => TensorPrimitives.Dot(left, right),
        _ => MathF.Pow(TensorPrimitives.Distance(left, right), 2),
    };
}
