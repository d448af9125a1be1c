using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Runtime.Hosting;
using Rag.Grains;
using Rag.Grains.Interfaces;

namespace Rag.Hosting.Orleans;

/// <summary>
/// The silo of one process: localhost clustering, grain states in SQLite, answers over memory streams.
/// </summary>
internal static class SiloComposition
{
    /// <summary>
    /// Answers are kept for minutes, documents are written through: nothing needs a longer life in memory.
    /// </summary>
    private static readonly TimeSpan CollectionAge = TimeSpan.FromMinutes(10);

    public static void AddSilo(this IHostApplicationBuilder builder)
    {
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(LoopbackPorts.Free(), LoopbackPorts.Free(), serviceId: "rag", clusterId: "rag");
            silo.Services.AddGrainStorage(
                GrainStorageNames.Default,
                static (services, _) => ActivatorUtilities.CreateInstance<SqliteGrainStorage>(services));
            silo.AddProduct();
        });
    }

    /// <summary>What a silo is, whatever it stands on.</summary>
    public static void AddProduct(this ISiloBuilder silo)
    {
        silo.AddAnswerStreams();
        silo.AddActivityPropagation();
        silo.Configure<GrainCollectionOptions>(options => options.CollectionAge = CollectionAge);
        silo.AddStartupTask(static (services, cancellationToken) =>
            services.GetRequiredService<IGrainFactory>().Watch().PingAsync(cancellationToken));
    }
}
