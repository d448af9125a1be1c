using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Orleans.Semantics.Tests.Hosting;

/// <summary>Hosts with one silo, composed as an application composes its own.</summary>
public static class SiloHost
{
    public const string Storage = "store";
    public const string Streams = "streams";

    /// <summary>Starts a host with one silo.</summary>
    public static async Task<IHost> StartAsync(Action<ISiloBuilder>? compose = null)
    {
        IHost host = Build(compose);
        await host.StartAsync();
        return host;
    }

    /// <summary>Composes a host with one silo.</summary>
    public static IHost Build(Action<ISiloBuilder>? compose = null)
    {
        (int siloPort, int gatewayPort) = FindFreePorts();
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(siloPort, gatewayPort)
                .AddMemoryGrainStorage(Storage)
                .AddMemoryGrainStorage("PubSubStore")
                .AddMemoryStreams(Streams, streams => streams.ConfigurePullingAgent(agent => agent.Configure(
                    options => options.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(10))));
            compose?.Invoke(silo);
        });
        return builder.Build();
    }

    /// <summary>Makes idle grains go after two seconds.</summary>
    public static void CollectSoon(ISiloBuilder silo) => silo.Configure<GrainCollectionOptions>(options =>
    {
        options.CollectionQuantum = TimeSpan.FromSeconds(1);
        options.CollectionAge = TimeSpan.FromSeconds(2);
    });

    public static IClusterClient Client(this IHost host) => host.Services.GetRequiredService<IClusterClient>();

    private static (int First, int Second) FindFreePorts()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }
}
