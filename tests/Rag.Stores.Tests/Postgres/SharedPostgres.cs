[assembly: AssemblyFixture(typeof(Rag.Stores.Tests.Postgres.SharedPostgres))]

namespace Rag.Stores.Tests.Postgres;

/// <summary>The one server of this test run, started by the first test that asks; every test has a database of its
/// own.</summary>
public sealed class SharedPostgres : IDisposable
{
    private static readonly Lock Starting = new();
    private static PostgresServer? _server;

    /// <summary>The server; skips the test where there is no PostgreSQL.</summary>
    internal static PostgresServer Server
    {
        get
        {
            lock (Starting) return _server ??= PostgresServer.Start();
        }
    }

    public void Dispose() => _server?.Dispose();
}
