namespace Rag.Pipeline;

/// <summary>How the similarity of two vectors is measured; higher is always better.</summary>
public enum DistanceMetric
{
    /// <summary>Cosine of the angle, -1..1.</summary>
    Cosine,

    /// <summary>Inner product, unbounded.</summary>
    Dot,

    /// <summary>Minus the Euclidean distance, at most 0.</summary>
    Euclidean,
}
