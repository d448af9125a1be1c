namespace Rag.Hosting;

/// <summary>The values of <see cref="RagOptions.Mode"/>.</summary>
public static class HostMode
{
    /// <summary>Everything in one process, stores included.</summary>
    public const string Single = "single";

    /// <summary>Silos as processes of their own, the API as their client, everything durable in PostgreSQL.</summary>
    public const string Cluster = "cluster";
}
