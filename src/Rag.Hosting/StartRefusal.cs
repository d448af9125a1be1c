using Microsoft.Extensions.Configuration;
using Rag.Hosting.Orleans;

namespace Rag.Hosting;

/// <summary>What a host cannot be started with, in one sentence that says what to do.</summary>
public static class StartRefusal
{
    internal const string NoClusterInThisBuild =
        "This build holds one silo in one process and cannot run in a cluster; build with the official Orleans "
        + "packages (RAG_ORLEANS=packages), or leave 'Rag:Mode' at 'single' and start Rag.Api alone.";

    /// <summary>The refusal; <see langword="null"/> if the host may be composed.</summary>
    /// <param name="configuration">The host's configuration.</param>
    /// <param name="isSilo">The host is a silo of its own rather than the API.</param>
    public static string? Find(IConfiguration configuration, bool isSilo)
    {
        IConfigurationSection section = configuration.GetSection(RagHosting.SectionName);
        string mode = ModeOf(section);
        if (mode is not (HostMode.Single or HostMode.Cluster))
            return $"'Rag:Mode' is '{mode}'; it can be 'single' or 'cluster'.";
        if (mode == HostMode.Cluster && OrleansBuild.Name != OrleansBuild.Packages) return NoClusterInThisBuild;
        if (mode == HostMode.Single)
        {
            return isSilo
                ? "A silo of its own needs 'Rag:Mode' 'cluster'; to run everything in one process, start Rag.Api."
                : null;
        }

        return string.IsNullOrEmpty(section["Postgres:ConnectionString"])
            ? "'Rag:Mode' is 'cluster', which keeps everything in PostgreSQL: set 'Rag:Postgres:ConnectionString'."
            : null;
    }

    internal static string ModeOf(IConfigurationSection section) => section[nameof(RagOptions.Mode)] ?? HostMode.Single;
}
