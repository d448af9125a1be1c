namespace Rag.Hosting.Telemetry;

/// <summary>The kinds of metrics of the Prometheus text format that are in use.</summary>
internal enum MetricKind
{
    /// <summary>Only grows; its name ends in <c>_total</c>.</summary>
    Counter,

    /// <summary>Goes up and down.</summary>
    Gauge,

    /// <summary>Counts measurements in cumulative buckets.</summary>
    Histogram,
}
