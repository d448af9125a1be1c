using Npgsql;

[assembly: AssemblyFixture(typeof(Rag.Stores.Tests.Postgres.SharedPostgres))]

namespace Rag.Stores.Tests.Postgres;

/// <summary>The one server of this test run, started by the first test that asks; every test has a database of its
/// own.</summary>
public sealed class SharedPostgres : IDisposable
{
    private static readonly Lock Starting = new();
    private static PostgresServer? _server;
    private static string? _template;

    /// <summary>The server; skips the test where there is no PostgreSQL.</summary>
    internal static PostgresServer Server
    {
        get
        {
            lock (Starting) return _server ??= PostgresServer.Start();
        }
    }

    /// <summary>A new database with the tables, a copy of one that was migrated; answers its connection
    /// string.</summary>
    internal static string CreateDatabase()
    {
        PostgresServer server = Server;
        lock (Starting)
        {
            if (_template is null)
            {
                // Without a pool: nobody may be connected to a database while it is copied.
                string connectionString = server.CreateDatabase();
                using var stores = new PostgresStores(connectionString + ";Pooling=false");
                stores.Schema.EnsureAsync(CancellationToken.None).GetAwaiter().GetResult();
                _template = new NpgsqlConnectionStringBuilder(connectionString).Database;
            }

            return server.CreateDatabase(_template!);
        }
    }

    public void Dispose() => _server?.Dispose();
}
