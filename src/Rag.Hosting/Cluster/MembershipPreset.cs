namespace Rag.Hosting.Cluster;

/// <summary>The names of <see cref="ClusterHostOptions.Membership"/>.</summary>
public static class MembershipPreset
{
    /// <summary>Orleans' defaults: three missed probes of 5 s and two votes.</summary>
    public const string Careful = "careful";

    /// <summary>Two missed probes of 1 s and one vote.</summary>
    public const string Fast = "fast";
}
