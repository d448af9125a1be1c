using Microsoft.AspNetCore.Routing;
#if ORLEANS_PACKAGES
using Orleans.Dashboard;
#endif

namespace Rag.Hosting.Orleans;

/// <summary>The dashboard of Orleans, which only the packages have.</summary>
internal static class DashboardMapping
{
    /// <summary>Path of the dashboard.</summary>
    public const string Path = "/dashboard";

    /// <summary>Maps the dashboard; whoever calls this has guarded its path.</summary>
    public static void MapDashboard(this IEndpointRouteBuilder routes)
    {
#if ORLEANS_PACKAGES
        routes.MapOrleansDashboard(Path);
#endif
    }
}
