using System.ComponentModel.DataAnnotations;

namespace Rag.Hosting.Cluster;

/// <summary>Settings of a cluster (section <c>Rag:Cluster</c>); without effect in a single process.</summary>
public sealed class ClusterHostOptions
{
    /// <summary>Name of this section below <c>Rag</c>.</summary>
    public const string Section = "Cluster";

    /// <summary>
    /// How soon a silo is declared dead. <c>careful</c> (default): Orleans' own settings, for clusters of any size.
    /// <c>fast</c>: within seconds, for two or three silos; there one silo's word evicts another.
    /// </summary>
    [RegularExpression("careful|fast")]
    public string Membership { get; set; } = MembershipPreset.Careful;

    /// <summary>
    /// Names one deployment: silos and clients find each other by it. A new one for a deployment that must not mix with
    /// a running one. Default: <c>rag</c>.
    /// </summary>
    [Required, RegularExpression("[A-Za-z0-9_.-]{1,100}")]
    public string ClusterId { get; set; } = "rag";

    /// <summary>
    /// Names the data: grain states are stored under it, so it never changes in the life of an installation. Default:
    /// <c>rag</c>.
    /// </summary>
    [Required, RegularExpression("[A-Za-z0-9_.-]{1,100}")]
    public string ServiceId { get; set; } = "rag";

    /// <summary>TCP port for other silos. Default: 11111. Range: 1..65535.</summary>
    [Range(1, 65_535)]
    public int SiloPort { get; set; } = 11_111;

    /// <summary>TCP port for clients, that is for the API. Default: 30000. Range: 1..65535.</summary>
    [Range(1, 65_535)]
    public int GatewayPort { get; set; } = 30_000;

    /// <summary>
    /// IP address or host name under which other machines reach this silo; it listens there and nowhere else. Default:
    /// <see langword="null"/>, the machine's first address that is not a loopback one.
    /// </summary>
    public string? AdvertisedAddress { get; set; }

    /// <summary>
    /// How long a call that may be repeated is repeated while the cluster recovers from a lost silo. Less than the 15 s
    /// between two heartbeats of an answer stream. Default: 12 s. Range: 0..60 s; 0 never repeats.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan RetryTime { get; set; } = TimeSpan.FromSeconds(12);

    /// <summary>
    /// How long a host that is told to stop goes on serving while it says that it is not ready, so that a load balancer
    /// notices first. Default: 3 s. Range: 0..60 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan DrainTime { get; set; } = TimeSpan.FromSeconds(3);
}
