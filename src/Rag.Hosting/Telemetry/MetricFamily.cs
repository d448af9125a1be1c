using System.Collections.Concurrent;

namespace Rag.Hosting.Telemetry;

/// <summary>
/// All series of one metric. Recording neither locks nor allocates once a series is known. Invariant: at most
/// <see cref="MaxSeries"/> series, so that no label can eat the memory; what comes later is counted in one more.
/// </summary>
internal sealed class MetricFamily
{
    /// <summary>Most series of a metric.</summary>
    public const int MaxSeries = 1_000;

    private const string OverflowLabels = "overflow=\"true\"";

    private readonly ConcurrentDictionary<TagSet, MetricSeries> _byTags = new(TagSetComparer.Instance);
    private readonly ConcurrentDictionary<TagSet, MetricSeries>
        .AlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>> _lookup;

    private readonly ConcurrentDictionary<string, MetricSeries> _byLabels = new(StringComparer.Ordinal);
    private readonly double[] _bounds;

    /// <summary>A metric; <paramref name="bounds"/> are the upper bounds of a histogram's buckets, ascending.</summary>
    public MetricFamily(string name, string help, MetricKind kind, double[]? bounds = null)
    {
        Name = name;
        Help = help;
        Kind = kind;
        _bounds = kind == MetricKind.Histogram ? bounds ?? [] : [];
        _lookup = _byTags.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>();
    }

    /// <summary>The name on the page.</summary>
    public string Name { get; }

    /// <summary>What it means.</summary>
    public string Help { get; }

    /// <summary>Its kind.</summary>
    public MetricKind Kind { get; }

    /// <summary>Upper bounds of the buckets, without infinity; empty unless a histogram.</summary>
    public IReadOnlyList<double> Bounds => _bounds;

    /// <summary>The series by their labels as written (<c>a="b",c="d"</c>).</summary>
    public IEnumerable<KeyValuePair<string, MetricSeries>> Series => _byLabels;

    /// <summary>The series of these tags, made if it is new.</summary>
    public MetricSeries SeriesOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (_lookup.TryGetValue(tags, out MetricSeries? known)) return known;
        bool isFull = _byTags.Count >= MaxSeries;
        string labels = isFull ? OverflowLabels : PrometheusText.Labels(tags);
        // The same labels in another order are the same series.
        MetricSeries series = _byLabels.GetOrAdd(labels, static (_, bounds) => new MetricSeries(bounds), _bounds);
        if (!isFull) _byTags.TryAdd(new TagSet(tags.ToArray()), series);
        return series;
    }
}
