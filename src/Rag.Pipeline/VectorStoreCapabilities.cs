namespace Rag.Pipeline;

/// <summary>In what vector stores differ, beside their limits; everything else of the port all of them do.</summary>
/// <param name="IsShared">Several processes may use it at a time, as the silos of a cluster do.</param>
/// <param name="IsEventual">Its engine shows writes late; the adapter waits for them, so writes take longer.</param>
public sealed record VectorStoreCapabilities(bool IsShared, bool IsEventual)
{
    /// <summary>The metrics that its indexes can have.</summary>
    public IReadOnlyList<DistanceMetric> Metrics { get; init; } =
        [DistanceMetric.Cosine, DistanceMetric.Dot, DistanceMetric.Euclidean];
}
