namespace Rag.Hosting.Telemetry;

/// <summary>
/// HTTP requests by method, route template and status, out of the one instrument that ASP.NET has for them. Paths are
/// never labels: they hold ids and would make a series each.
/// </summary>
internal sealed class RequestMetrics(double[] bounds)
{
    /// <summary>The meter that the host's requests are measured by.</summary>
    public const string MeterName = "Microsoft.AspNetCore.Hosting";

    /// <summary>The instrument, in seconds from the first byte to the end of the answer.</summary>
    public const string InstrumentName = "http.server.request.duration";

    private const int FirstFailure = 400;

    [ThreadStatic]
    private static KeyValuePair<string, object?>[]? _tags;

    private readonly MetricFamily _requests = new("app_requests_total", "HTTP requests answered.", MetricKind.Counter);
    private readonly MetricFamily _failures =
        new("app_request_failures_total", "HTTP requests answered with a status of 400 or more.", MetricKind.Counter);

    private readonly MetricFamily _durations = new(
        "app_request_duration_seconds", "From a request to the end of its answer.", MetricKind.Histogram, bounds);

    /// <summary>The metrics.</summary>
    public IEnumerable<MetricFamily> Families => [_requests, _failures, _durations];

    /// <summary>Counts one request.</summary>
    public void Record(double seconds, ReadOnlySpan<KeyValuePair<string, object?>> all)
    {
        KeyValuePair<string, object?>[] tags = _tags ??= new KeyValuePair<string, object?>[3];
        object? method = null;
        object? route = null;
        object? status = null;
        foreach (KeyValuePair<string, object?> tag in all)
        {
            switch (tag.Key)
            {
                case "http.request.method": method = tag.Value; break;
                case "http.route": route = Template((string?)tag.Value); break;
                case "http.response.status_code": status = tag.Value; break;
            }
        }

        tags[0] = new("method", method ?? "_OTHER");
        tags[1] = new("route", route ?? "unmatched");
        tags[2] = new("status", status ?? 0);
        _requests.SeriesOf(tags).Add(1);
        if (status is >= FirstFailure) _failures.SeriesOf(tags).Add(1);
        _durations.SeriesOf(tags.AsSpan(0, 2)).Observe(seconds);
    }

    /// <summary>A group's own route ends in a slash that its documentation does not have.</summary>
    private static string? Template(string? route) => route is [_, .., '/'] ? route[..^1] : route;
}
