using Rag.Cluster.Tests.Processes;
using Rag.Stores.Tests.Postgres;

[assembly: AssemblyFixture(typeof(SharedPostgres))]
// Every test starts processes and stops some of them: beside each other they would measure each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Rag.Cluster.Tests.Processes;

/// <summary>One server for all tests; each makes a database of its own.</summary>
public sealed class SharedPostgres : IDisposable
{
    private PostgresServer? _server;

    internal PostgresServer Server => _server ??= PostgresServer.Start();

    public void Dispose() => _server?.Dispose();
}
