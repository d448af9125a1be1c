using Rag.Hosting.Telemetry;

namespace Rag.Hosting.Tests.Telemetry;

public sealed class PrometheusTextTests
{
    [Fact]
    public void Labels_are_sorted_and_escaped()
    {
        string labels = PrometheusText.Labels([new("z.key", "line\nbreak"), new("a", "quote\" and \\"), new("n", 200)]);

        Assert.Equal("a=\"quote\\\" and \\\\\",n=\"200\",z_key=\"line\\nbreak\"", labels);
    }

    [Fact]
    public void A_counter_is_written_with_its_help_and_type()
    {
        var family = new MetricFamily("app_requests_total", "Requests,\nall of them.", MetricKind.Counter);
        family.SeriesOf([new("status", 200)]).Add(2);
        family.SeriesOf([new("status", 200)]).Add(1);

        Assert.Equal(
            "# HELP app_requests_total Requests,\\nall of them.\n# TYPE app_requests_total counter\n"
            + "app_requests_total{status=\"200\"} 3\n",
            PrometheusText.Write([family]));
    }

    [Fact]
    public void Buckets_are_cumulative_and_end_at_infinity()
    {
        var family = new MetricFamily("t_seconds", "Time.", MetricKind.Histogram, [0.1, 1]);
        MetricSeries series = family.SeriesOf([]);
        series.Observe(0.1);
        series.Observe(0.5);
        series.Observe(7);

        Assert.Equal(
            "# HELP t_seconds Time.\n# TYPE t_seconds histogram\n"
            + "t_seconds_bucket{le=\"0.1\"} 1\nt_seconds_bucket{le=\"1\"} 2\nt_seconds_bucket{le=\"+Inf\"} 3\n"
            + "t_seconds_sum 7.6\nt_seconds_count 3\n",
            PrometheusText.Write([family]));
    }

    [Fact]
    public void The_same_labels_in_another_order_are_the_same_series()
    {
        var family = new MetricFamily("a_total", "A.", MetricKind.Counter);

        Assert.Same(family.SeriesOf([new("a", 1), new("b", 2)]), family.SeriesOf([new("b", 2), new("a", 1)]));
    }

    [Fact]
    public void Series_are_bounded_and_what_comes_later_is_counted_together()
    {
        var family = new MetricFamily("a_total", "A.", MetricKind.Counter);
        for (int i = 0; i < MetricFamily.MaxSeries + 50; i++) family.SeriesOf([new("id", i)]).Add(1);

        Assert.Equal(MetricFamily.MaxSeries + 1, family.Series.Count());
        Assert.Equal(50, family.Series.Single(series => series.Key == "overflow=\"true\"").Value.Value);
    }

    [Fact]
    public async Task Concurrent_measurements_are_all_counted()
    {
        var family = new MetricFamily("a_total", "A.", MetricKind.Counter);

        await Parallel.ForAsync(0, 10_000, (i, _) =>
        {
            family.SeriesOf([new("even", i % 2 == 0)]).Add(1);
            return ValueTask.CompletedTask;
        });

        Assert.Equal([5_000, 5_000], family.Series.Select(series => series.Value.Value));
    }
}
