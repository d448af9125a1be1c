using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;

namespace Rag.Hosting.Telemetry;

/// <summary>
/// Listens to the meters of this host and keeps their totals. Meters are declared where things happen; this only knows
/// that the service's own meters are called <c>Rag.*</c>, and which of ASP.NET's and of Orleans' instruments to keep.
/// </summary>
internal sealed class MetricListener(IMeterFactory meters) : IHostedLifecycleService, IDisposable
{
    private const string OwnMeters = "Rag.";

    /// <summary>Upper bounds in seconds, from a cached search to the ingestion of a book.</summary>
    private static readonly double[] Seconds =
        [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly RequestMetrics _requests = new(Seconds);

    /// <summary>Everything that was measured; observable instruments are asked now.</summary>
    public IEnumerable<MetricFamily> Collect()
    {
        _listener.RecordObservableInstruments();
        return _families.Values.Concat(_requests.Families);
    }

    /// <summary>
    /// Before any service of the host starts: what goes up and down is told by its changes, and the silo makes some
    /// while it starts.
    /// </summary>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _listener.InstrumentPublished = Publish;
        _listener.SetMeasurementEventCallback<int>(static (i, value, tags, state) => Record(i, value, tags, state));
        _listener.SetMeasurementEventCallback<long>(static (i, value, tags, state) => Record(i, value, tags, state));
        _listener.SetMeasurementEventCallback<double>(static (i, value, tags, state) => Record(i, value, tags, state));
        _listener.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Publish(Instrument instrument, MeterListener listener)
    {
        // Another host of the same process (in tests) has meters of the same names in another scope.
        if (instrument.Meter.Scope is { } scope && scope != meters) return;
        if (instrument.Meter.Name == RequestMetrics.MeterName)
        {
            if (instrument.Name == RequestMetrics.InstrumentName)
                listener.EnableMeasurementEvents(instrument, _requests);
            return;
        }

        if (HelpOf(instrument) is not { } help) return;
        MetricKind kind = KindOf(instrument);
        string name = NameOf(instrument, kind);
        MetricFamily family = _families.GetOrAdd(name, _ => new MetricFamily(name, help, kind, Seconds));
        listener.EnableMeasurementEvents(instrument, family);
    }

    /// <summary>What an instrument means; <see langword="null"/> if it does not come on the page.</summary>
    private static string? HelpOf(Instrument instrument) =>
        instrument.Meter.Name == ActorMetrics.MeterName ? ActorMetrics.HelpOf(instrument.Name)
        : instrument.Meter.Name.StartsWith(OwnMeters, StringComparison.Ordinal)
            ? instrument.Description ?? instrument.Name
        : null;

    private static void Record(
        Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        if (state is RequestMetrics requests)
        {
            requests.Record(value, tags);
            return;
        }

        var family = (MetricFamily)state!;
        MetricSeries series = family.SeriesOf(tags);
        if (family.Kind == MetricKind.Histogram) series.Observe(value);
        // Observable instruments tell where they stand, the others by how much they changed.
        else if (instrument.IsObservable || instrument is Gauge<int> or Gauge<long> or Gauge<double>) series.Set(value);
        else series.Add(value);
    }

    private static MetricKind KindOf(Instrument instrument)
    {
        Type type = instrument.GetType().GetGenericTypeDefinition();
        return type == typeof(Counter<>) || type == typeof(ObservableCounter<>) ? MetricKind.Counter
            : type == typeof(Histogram<>) ? MetricKind.Histogram
            : MetricKind.Gauge;
    }

    private static string NameOf(Instrument instrument, MetricKind kind)
    {
        string unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };
        return PrometheusText.Name(instrument.Name) + unit + (kind == MetricKind.Counter ? "_total" : "");
    }
}
