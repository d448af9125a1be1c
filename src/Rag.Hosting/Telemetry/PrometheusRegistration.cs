using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Rag.Hosting.Telemetry;

/// <summary>
/// <c>/metrics</c> in the Prometheus text format, made from what the process measures anyway. Own code, because no
/// exporter package that speaks this format restores on every registry that the project is built with.
/// </summary>
public static class PrometheusRegistration
{
    /// <summary>Listens to the meters of this host from its start on.</summary>
    public static IServiceCollection AddPrometheus(this IServiceCollection services) => services
        .AddSingleton<ActiveCollections>()
        .AddSingleton<MetricListener>()
        .AddHostedService(static provider => provider.GetRequiredService<MetricListener>());

    /// <summary>Maps <c>/metrics</c>.</summary>
    public static IEndpointConventionBuilder MapPrometheus(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", WriteAsync)
            .WithTags("Health")
            .WithName("metrics")
            .WithSummary("Metrics")
            .WithDescription("Counters, gauges and histograms in the Prometheus text format.")
            .Produces<string>(StatusCodes.Status200OK, "text/plain");

    private static async Task<IResult> WriteAsync(
        MetricListener listener, ActiveCollections collections, CancellationToken cancellationToken)
    {
        await collections.CountAsync(cancellationToken);
        string page = PrometheusText.Write(listener.Collect().Concat(ProcessMetrics.Collect()));
        return Results.Text(page, PrometheusText.ContentType);
    }
}
