using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Rag.Hosting.Health;

/// <summary>Health for restarts (<c>live</c>) and for whoever spreads the load (<c>ready</c>), as text.</summary>
public static class HealthMapping
{
    /// <summary>Maps <c>/health/live</c> and <c>/health/ready</c> for a host without an API of its own.</summary>
    public static void MapPlainHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", static () => Results.Text(Readiness.Ok));
        routes.MapGet("/health/ready", static async (Readiness readiness, CancellationToken cancellationToken) =>
        {
            string status = await readiness.GetStatusAsync(cancellationToken);
            return Results.Text(status, statusCode: status == Readiness.Ok
                ? StatusCodes.Status200OK
                : StatusCodes.Status503ServiceUnavailable);
        });
    }
}
