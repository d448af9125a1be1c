namespace Rag.Api.Tests.Metrics;

public sealed class PromQlTests
{
    [Theory]
    [InlineData("up == 0", "up")]
    [InlineData("sum by (status) (rate(app_requests_total{status=~\"5..\"}[5m]))", "app_requests_total")]
    [InlineData("a_total{path=\"/x{y}\"} / on (job) group_left (version) b > 1.5e3", "a_total,b")]
    [InlineData("absent(up{job=\"rag-api\"}) unless sum(increase(x[15m])) > 0", "up,x")]
    [InlineData("histogram_quantile(0.95, sum by (le) (rate(d_bucket[$__rate_interval]))) or vector(0)", "d_bucket")]
    public void An_expression_names_its_metrics(string expression, string expected)
    {
        IEnumerable<string> metrics = PromQl.MetricsOf(expression);

        Assert.Equal(expected, string.Join(',', metrics));
    }
}
