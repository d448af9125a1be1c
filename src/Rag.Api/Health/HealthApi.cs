using System.Diagnostics;
using System.Reflection;
using Rag.Api.Json;
using Rag.Api.OpenApi;

namespace Rag.Api.Health;

/// <summary>Health for people, for restarts (<c>live</c>) and for load balancers (<c>ready</c>).</summary>
internal static class HealthApi
{
    private const string Tag = "Health";
    private const string Ok = "ok";

    private static readonly string Version =
        typeof(HealthApi).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>Maps <c>/health</c>, <c>/health/live</c> and <c>/health/ready</c>.</summary>
    /// <param name="routes">Where to map.</param>
    /// <param name="orleansBuild">Which Orleans the build runs on; only the composition root knows.</param>
    /// <param name="mode"><c>single</c> or <c>cluster</c>.</param>
    /// <param name="getStatus"><c>ok</c>, or what hinders.</param>
    public static void MapHealth(
        this IEndpointRouteBuilder routes,
        string orleansBuild,
        string mode,
        Func<CancellationToken, Task<string>> getStatus)
    {
        long started = Stopwatch.GetTimestamp();
        routes.MapGet("/health", async (CancellationToken token) => Answer(await getStatus(token)))
            .WithTags(Tag).Produces<HealthReport>().Produces<HealthReport>(StatusCodes.Status503ServiceUnavailable)
            .Describe("health", "Health", "Status, version, build and uptime; 503 unless ready.");
        routes.MapGet("/health/ready", async (CancellationToken token) => Answer(await getStatus(token)))
            .WithTags(Tag).Produces<HealthReport>().Produces<HealthReport>(StatusCodes.Status503ServiceUnavailable)
            .Describe(
                "healthReady",
                "Readiness",
                "503 until the service has started, while cluster or database do not answer, and while it drains.");
        routes.MapGet("/health/live", () => Answer(Ok))
            .WithTags(Tag).Produces<HealthReport>()
            .Describe("healthLive", "Liveness", "200 while the process answers at all.");

        JsonAnswer<HealthReport> Answer(string status)
        {
            var report = new HealthReport(
                status, Version, orleansBuild, mode, (long)Stopwatch.GetElapsedTime(started).TotalSeconds);
            return new JsonAnswer<HealthReport>(
                report, status == Ok ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        }
    }
}
