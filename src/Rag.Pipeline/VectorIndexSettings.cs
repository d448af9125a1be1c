namespace Rag.Pipeline;

/// <summary>What an index is made for; fixed for its life.</summary>
/// <param name="Dimensions">Length of every vector, 1..16,000.</param>
/// <param name="Metric">How similarity is measured.</param>
public sealed record VectorIndexSettings(int Dimensions, DistanceMetric Metric);
