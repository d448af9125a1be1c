using Microsoft.Extensions.DependencyInjection;
using Orleans.InProcess;
using Orleans.Runtime;

namespace Orleans.Hosting;

/// <summary>Adds start-up tasks.</summary>
public static class SiloBuilderStartupExtensions
{
    // Orleans' ServiceLifecycleStage.Active: everything runs, and calls are taken.
    private const int ActiveStage = 20000;

    /// <summary>Adds a start-up task.</summary>
    /// <typeparam name="TStartup">The task; constructed with the silo's services.</typeparam>
    /// <param name="builder">The silo.</param>
    /// <param name="stage">Its place in the order; lower runs earlier.</param>
    /// <returns>The silo.</returns>
    public static ISiloBuilder AddStartupTask<TStartup>(this ISiloBuilder builder, int stage = ActiveStage)
        where TStartup : class, IStartupTask => builder.AddStartupTask(
            static (services, token) =>
                ActivatorUtilities.GetServiceOrCreateInstance<TStartup>(services).Execute(token),
            stage);

    /// <summary>Adds a start-up task.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="startupTask">The task.</param>
    /// <param name="stage">Its place in the order; lower runs earlier.</param>
    /// <returns>The silo.</returns>
    public static ISiloBuilder AddStartupTask(
        this ISiloBuilder builder, IStartupTask startupTask, int stage = ActiveStage) =>
        builder.AddStartupTask((_, token) => startupTask.Execute(token), stage);

    /// <summary>Adds a start-up task.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="startupTask">The task; a failure fails the start.</param>
    /// <param name="stage">Its place in the order; lower runs earlier.</param>
    /// <returns>The silo.</returns>
    public static ISiloBuilder AddStartupTask(
        this ISiloBuilder builder,
        Func<IServiceProvider, CancellationToken, Task> startupTask,
        int stage = ActiveStage) =>
        builder.ConfigureServices(services => services.AddSingleton(new StartupStep(stage, startupTask)));
}
