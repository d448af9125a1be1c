using Microsoft.Extensions.DependencyInjection;
using Orleans.InProcess;

namespace Orleans.Hosting;

/// <summary>Adds filters around the calls of all grains.</summary>
public static class GrainCallFilterSiloBuilderExtensions
{
    /// <summary>Adds a filter; filters run in the order in which they were added.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="filter">The filter.</param>
    /// <returns>The silo.</returns>
    public static ISiloBuilder AddIncomingGrainCallFilter(this ISiloBuilder builder, IIncomingGrainCallFilter filter) =>
        builder.ConfigureServices(services => services.AddSingleton(filter));

    /// <summary>Adds a filter; filters run in the order in which they were added.</summary>
    /// <typeparam name="TImplementation">The filter; constructed with the silo's services.</typeparam>
    /// <param name="builder">The silo.</param>
    /// <returns>The silo.</returns>
    public static ISiloBuilder AddIncomingGrainCallFilter<TImplementation>(this ISiloBuilder builder)
        where TImplementation : class, IIncomingGrainCallFilter =>
        builder.ConfigureServices(services => services.AddSingleton<IIncomingGrainCallFilter, TImplementation>());

    /// <summary>Adds a filter; filters run in the order in which they were added.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="filter">The filter.</param>
    /// <returns>The silo.</returns>
    public static ISiloBuilder AddIncomingGrainCallFilter(
        this ISiloBuilder builder, IncomingGrainCallFilterDelegate filter) =>
        builder.AddIncomingGrainCallFilter(new DelegateGrainCallFilter(filter));

    /// <summary>
    /// Makes calls of grains parts of their callers' traces: source <c>Microsoft.Orleans.Application</c>.
    /// </summary>
    /// <param name="builder">The silo.</param>
    /// <returns>The silo.</returns>
    public static ISiloBuilder AddActivityPropagation(this ISiloBuilder builder)
    {
        builder.Services.AddSingleton<ActivityPropagation>();
        builder.Services.AddSingleton<IIncomingGrainCallFilter>(static services =>
            services.GetRequiredService<ActivityPropagation>());
        return builder;
    }
}
