using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Rag.Hosting.Orleans;

namespace Rag.Hosting.Operator;

/// <summary>The pages for the operator of the service.</summary>
public static class OperatorRegistration
{
    /// <summary>Adds the options of the operator's pages.</summary>
    public static IServiceCollection AddOperatorPages(this IServiceCollection services, IConfiguration section)
    {
        services.AddOptionsWithValidateOnStart<OperatorOptions>().Bind(section.GetSection(OperatorOptions.Section));
        return services;
    }

    /// <summary>Maps the Orleans dashboard at <c>/dashboard</c>, behind the operator's key.</summary>
    public static void MapOperatorPages(this WebApplication app)
    {
        app.UseOperatorGate(DashboardMapping.Path);
        app.MapDashboard();
    }
}
