namespace Rag.Hosting.Telemetry;

/// <summary>One series: a value, and for histograms its buckets. Thread-safe without locks.</summary>
internal sealed class MetricSeries(double[] bounds)
{
    private readonly long[] _buckets = bounds.Length == 0 ? [] : new long[bounds.Length + 1];
    private double _value;

    /// <summary>The value of a counter or gauge; the sum of a histogram.</summary>
    public double Value => Volatile.Read(ref _value);

    /// <summary>Measurements in each bucket, the last one being above every bound; not cumulative.</summary>
    public long[] ReadBuckets()
    {
        var counts = new long[_buckets.Length];
        for (int i = 0; i < counts.Length; i++) counts[i] = Interlocked.Read(ref _buckets[i]);
        return counts;
    }

    /// <summary>Adds to the value.</summary>
    public void Add(double change)
    {
        double seen = Volatile.Read(ref _value);
        while (true)
        {
            double before = Interlocked.CompareExchange(ref _value, seen + change, seen);
            if (before.Equals(seen)) return;
            seen = before;
        }
    }

    /// <summary>Replaces the value.</summary>
    public void Set(double value) => Volatile.Write(ref _value, value);

    /// <summary>Counts a measurement of a histogram.</summary>
    public void Observe(double measurement)
    {
        int at = Array.BinarySearch(bounds, measurement);
        Interlocked.Increment(ref _buckets[at < 0 ? ~at : at]);
        Add(measurement);
    }
}
