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

    /// <summary>Orleans polls memory streams; the period is the latency of a first token.</summary>
    private static readonly TimeSpan StreamPollingPeriod = TimeSpan.FromMilliseconds(5);

    public static void AddSilo(this IHostApplicationBuilder builder)
    {
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(LoopbackPorts.Free(), LoopbackPorts.Free(), serviceId: "rag", clusterId: "rag");
            silo.Services.AddGrainStorage(
                GrainStorageNames.Default,
                static (services, _) => ActivatorUtilities.CreateInstance<SqliteGrainStorage>(services));
            // Holds who listens to which answer; of no use after a restart, as the answers are gone then, too.
            silo.AddMemoryGrainStorage("PubSubStore");
            silo.AddMemoryStreams(
                AnswerEvent.StreamProvider,
                streams => streams.ConfigurePullingAgent(agent => agent.Configure(
                    options => options.GetQueueMsgsTimerPeriod = StreamPollingPeriod)));
            silo.Configure<GrainCollectionOptions>(options => options.CollectionAge = CollectionAge);
            silo.AddStartupTask(static (services, cancellationToken) =>
                services.GetRequiredService<IGrainFactory>().Watch().PingAsync(cancellationToken));
        });
    }
}
