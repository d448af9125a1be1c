#if ORLEANS_PACKAGES
using Orleans.Configuration;
using Rag.Hosting.Cluster;

namespace Rag.Hosting.Orleans;

/// <summary>The numbers behind the names of <see cref="MembershipPreset"/>.</summary>
internal static class MembershipTuning
{
    /// <summary>Sets the numbers; <c>careful</c> leaves Orleans' own.</summary>
    public static void Apply(ClusterHostOptions cluster, ClusterMembershipOptions options)
    {
        if (cluster.Membership != MembershipPreset.Fast) return;
        options.ProbeTimeout = TimeSpan.FromSeconds(1);
        // Orleans believes in a silo for as long as bytes came from it within four probe times this number: a silo that
        // hangs is believed in for 8 s instead of 60 s.
        options.NumMissedProbesLimit = 2;
        options.NumVotesForDeathDeclaration = 1;
        options.TableRefreshTimeout = TimeSpan.FromSeconds(5);
        options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
    }

    /// <summary>
    /// How long a client may go on asking a gateway that is no longer in the cluster. Orleans' minute would outlast the
    /// recovery many times.
    /// </summary>
    public static TimeSpan GatewayRefreshPeriod(ClusterHostOptions cluster) =>
        TimeSpan.FromSeconds(cluster.Membership == MembershipPreset.Fast ? 2 : 5);
}
#endif
