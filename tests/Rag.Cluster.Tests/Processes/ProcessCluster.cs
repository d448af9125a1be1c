using System.Globalization;
using Rag.Stores.Tests.Postgres;

namespace Rag.Cluster.Tests.Processes;

/// <summary>Silos and an API as processes over a database of a real PostgreSQL.</summary>
internal sealed class ProcessCluster : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("rag-cluster-").FullName;
    private readonly Dictionary<string, string> _settings;
    private readonly List<HostProcess> _others = [];
    private int _started;

    private ProcessCluster(string connectionString, string membership, string clusterId) => _settings = new()
    {
        ["Rag__Mode"] = "cluster",
        ["Rag__Postgres__ConnectionString"] = connectionString,
        ["Rag__Cluster__Membership"] = membership,
        ["Rag__Cluster__ClusterId"] = clusterId,
        ["Rag__Cluster__AdvertisedAddress"] = "127.0.0.1",
        ["Rag__Cluster__DrainTime"] = "00:00:03",
        // Without pgvector, which not every machine has.
        ["Rag__Collections__Store"] = "none",
        ["Rag__LogFormat"] = "text",
        ["Logging__LogLevel__Default"] = "Information",
        ["Logging__LogLevel__Microsoft"] = "Warning",
        ["Logging__LogLevel__Orleans"] = "Warning",
        ["DOTNET_gcServer"] = "0",
        ["DOTNET_TieredPGO"] = "0",
    };

    public List<HostProcess> Silos { get; } = [];

    public HostProcess Api { get; private set; } = null!;

    public HttpClient Client => Api.Client;

    public static async Task<ProcessCluster> StartAsync(
        PostgresServer postgres, int silos, string membership = "fast", string? database = null,
        string clusterId = "rag", params IEnumerable<(string Name, string Value)> settings)
    {
        var cluster = new ProcessCluster(database ?? postgres.CreateDatabase(), membership, clusterId);
        foreach ((string name, string value) in settings) cluster._settings[name] = value;
        cluster.Api = HostProcess.Start("Rag.Api", cluster._directory, "api.log", cluster._settings);
        try
        {
            await Task.WhenAll(Enumerable.Range(0, silos).Select(_ => cluster.AddSiloAsync()));
            await cluster.Api.BecomesReadyAsync();
            return cluster;
        }
        catch (Exception)
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>One more silo, ready.</summary>
    public async Task<HostProcess> AddSiloAsync()
    {
        // A silo that a starved machine kept from answering probes is evicted and ends; an orchestrator starts another.
        for (int attempt = 1; ; attempt++)
        {
            HostProcess silo = BeginSilo();
            if (await silo.TryBecomeReadyAsync())
            {
                lock (Silos) Silos.Add(silo);
                return silo;
            }

            await silo.DisposeAsync();
            Assert.True(attempt < 3, $"No silo becomes ready.\n{Logs()}");
        }
    }

    /// <summary>One more API, ready.</summary>
    public async Task<HostProcess> AddApiAsync()
    {
        HostProcess api = HostProcess.Start("Rag.Api", _directory, "api2.log", _settings);
        _others.Add(api);
        await api.BecomesReadyAsync();
        return api;
    }

    /// <summary>The end of every log, for a test that has failed.</summary>
    public string Logs() => string.Join('\n', Directory.GetFiles(_directory, "*.log").Order().Select(file =>
    {
        using var reader = new StreamReader(new FileStream(
            file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        string[] lines = reader.ReadToEnd().Split('\n');
        return $"== {Path.GetFileName(file)}\n{string.Join('\n', lines.TakeLast(60))}";
    }));

    public async ValueTask DisposeAsync()
    {
        foreach (HostProcess host in Silos.Concat(_others).Append(Api)) await host.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private HostProcess BeginSilo()
    {
        var settings = new Dictionary<string, string>(_settings)
        {
            ["Rag__Cluster__SiloPort"] = HostProcess.FreePort().ToString(CultureInfo.InvariantCulture),
            ["Rag__Cluster__GatewayPort"] = HostProcess.FreePort().ToString(CultureInfo.InvariantCulture),
        };
        return HostProcess.Start("Rag.Silo", _directory, $"silo{Interlocked.Increment(ref _started)}.log", settings);
    }
}
