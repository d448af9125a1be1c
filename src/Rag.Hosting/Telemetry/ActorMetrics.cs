using System.Collections.Frozen;

namespace Rag.Hosting.Telemetry;

/// <summary>
/// What the page tells of Orleans: of its hundred instruments those that a dashboard or an alert of this repository
/// uses. Labels that name other silos are left out by the choice, because each start of a silo would add a series. Only
/// the package build has them; the stand-in has no cluster to tell of.
/// </summary>
internal static class ActorMetrics
{
    /// <summary>The meter of Orleans.</summary>
    public const string MeterName = "Microsoft.Orleans";

    private static readonly FrozenDictionary<string, string> Helps = new Dictionary<string, string>
    {
        ["orleans-app-requests-latency-count"] = "Grain calls that have ended, as their caller counts them.",
        ["orleans-app-requests-latency-sum"] = "Milliseconds that grain calls have taken, as their caller counts them.",
        ["orleans-app-requests-timedout"] = "Grain calls without an answer in time.",
        ["orleans-catalog-activations"] = "Grains in memory.",
        ["orleans-client-connected-gateways"] = "Silos that this client has a connection to.",
        ["orleans-consistent-ring-size"] = "Silos of the cluster, as this one sees it.",
        ["orleans-gateway-connected-clients"] = "Clients that are connected to this silo.",
        ["orleans-messaging-rejected"] = "Messages refused, by direction; most when a silo was lost.",
        ["orleans-storage-read-errors"] = "Reads of grain state that failed.",
        ["orleans-storage-write-errors"] = "Writes of grain state that failed, conflicts included.",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What an instrument means; <see langword="null"/> if it is left out.</summary>
    public static string? HelpOf(string instrument) => Helps.GetValueOrDefault(instrument);
}
