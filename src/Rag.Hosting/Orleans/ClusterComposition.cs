#if ORLEANS_PACKAGES
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Runtime.Hosting;
using Orleans.Storage;
using Rag.Grains;
using Rag.Grains.Interfaces;
using Rag.Hosting.Cluster;

namespace Rag.Hosting.Orleans;

/// <summary>A silo and a client of a cluster: membership and grain states in PostgreSQL.</summary>
internal static class ClusterComposition
{
    private const string Npgsql = "Npgsql";

    /// <summary>Adds the silo of this process.</summary>
    public static void AddClusterSilo(
        this IHostApplicationBuilder builder, ClusterHostOptions cluster, string connectionString)
    {
        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(options => Name(options, cluster));
            silo.ConfigureEndpoints(cluster.SiloPort, cluster.GatewayPort);
            if (AddressOf(cluster) is { } address)
                silo.Configure<EndpointOptions>(options => options.AdvertisedIPAddress = address);
            silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) =
                (Npgsql, connectionString));
            silo.AddAdoNetGrainStorage(PostgresGrainStorage.InnerName, options =>
            {
                (options.Invariant, options.ConnectionString) = (Npgsql, connectionString);
                // Versions never repeat (docker/postgres), so a row that is gone fences late writers as well as one
                // that is empty, and deleted documents leave nothing behind.
                options.DeleteStateOnClear = true;
                options.GrainStorageSerializer = new StateSerializer();
            });
            silo.Services.AddGrainStorage(GrainStorageNames.Default, static (services, _) => new PostgresGrainStorage(
                services.GetRequiredKeyedService<IGrainStorage>(PostgresGrainStorage.InnerName)));
            silo.Configure<ClusterMembershipOptions>(options => MembershipTuning.Apply(cluster, options));
            silo.AddProduct();
            silo.AddOutgoingGrainCallFilter<RepeatedCalls>();
            silo.AddDashboard();
        });
        builder.Services.AddHostedService<SiloWatch>();
    }

    /// <summary>Adds a client of the cluster.</summary>
    public static void AddClusterClient(
        this IHostApplicationBuilder builder, ClusterHostOptions cluster, string connectionString)
    {
        builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(options => Name(options, cluster));
            client.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) =
                (Npgsql, connectionString));
            client.Configure<GatewayOptions>(options =>
                options.GatewayListRefreshPeriod = MembershipTuning.GatewayRefreshPeriod(cluster));
            client.UseConnectionRetryFilter<PatientConnection>();
            client.AddMemoryStreams(AnswerEvent.StreamProvider);
            client.AddActivityPropagation();
            client.AddOutgoingGrainCallFilter<RepeatedCalls>();
        });
    }

    private static void Name(ClusterOptions options, ClusterHostOptions cluster) =>
        (options.ClusterId, options.ServiceId) = (cluster.ClusterId, cluster.ServiceId);

    private static IPAddress? AddressOf(ClusterHostOptions cluster)
    {
        if (string.IsNullOrEmpty(cluster.AdvertisedAddress)) return null;
        return IPAddress.TryParse(cluster.AdvertisedAddress, out IPAddress? address)
            ? address
            : Dns.GetHostAddresses(cluster.AdvertisedAddress)[0];
    }
}
#else
using Microsoft.Extensions.Hosting;
using Rag.Hosting.Cluster;

namespace Rag.Hosting.Orleans;

/// <summary>The stand-in has no cluster; <see cref="StartRefusal"/> says so before anything here is called.</summary>
internal static class ClusterComposition
{
    /// <summary>Not in this build.</summary>
    public static void AddClusterSilo(
        this IHostApplicationBuilder builder, ClusterHostOptions cluster, string connectionString) =>
        throw new NotSupportedException(StartRefusal.NoClusterInThisBuild);

    /// <summary>Not in this build.</summary>
    public static void AddClusterClient(
        this IHostApplicationBuilder builder, ClusterHostOptions cluster, string connectionString) =>
        throw new NotSupportedException(StartRefusal.NoClusterInThisBuild);
}
#endif
