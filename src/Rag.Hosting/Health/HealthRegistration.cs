using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Rag.Hosting.Health;

/// <summary>Registers what decides whether a host is ready.</summary>
internal static class HealthRegistration
{
    /// <summary>Adds <see cref="Readiness"/> with the check that every host has: grains answer.</summary>
    public static IHealthChecksBuilder AddReadiness(this IServiceCollection services) => services
        .AddSingleton<Draining>()
        .AddSingleton<Readiness>()
        .AddHealthChecks()
        .AddCheck<GrainsAnswer>("grains");

    /// <summary>Makes SIGTERM begin a drain instead of a stop.</summary>
    public static IServiceCollection AddDraining(this IServiceCollection services) =>
        services.AddSingleton<IHostLifetime, DrainingLifetime>();
}
