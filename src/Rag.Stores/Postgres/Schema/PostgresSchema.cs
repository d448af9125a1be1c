using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Rag.Pipeline;

namespace Rag.Stores.Postgres.Schema;

/// <summary>
/// Brings the tables to the version of this program, or finds out why that cannot be. Each version is one transaction;
/// an advisory lock lets one host at a time try, so any number may start at once.
/// </summary>
internal sealed partial class PostgresSchema(
    PostgresDatabase database, IOptions<PostgresOptions> options, ILogger<PostgresSchema> logger)
{
    /// <summary>Oldest server: 15, for what the scripts use.</summary>
    private const int MinServerVersion = 15;

    /// <summary>Held while a version is applied; any number that no other program on the database uses.</summary>
    private const long LockKey = 0x7261675F73716C;

    /// <summary>Makes the tables what this program needs.</summary>
    /// <exception cref="StoreException">
    /// <c>unavailable</c>: no connection. <c>schema_outdated</c>: the tables are older and <c>Rag:Postgres:Migrate</c>
    /// is false. <c>schema_too_new</c>: a newer program has been here. <c>unsupported</c>: the server is too old, or
    /// its encoding is not UTF8.
    /// </exception>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        await database.RunAsync("looking at the server", CheckServerAsync, cancellationToken);
        int version = await database.RunAsync("reading the version of the tables", ReadVersionAsync, cancellationToken);
        if (version < SchemaScript.Latest && options.Value.Migrate)
        {
            foreach (SchemaScript script in SchemaScript.All.Skip(version))
            {
                await database.WriteAsync(
                    $"applying {script.Name}", session => ApplyAsync(session, script), cancellationToken);
            }

            version = await database.RunAsync(
                "reading the version of the tables", ReadVersionAsync, cancellationToken);
        }

        Check(version);
        Ready(logger, database.Place, version);
    }

    private static async Task<bool> CheckServerAsync(PostgresSession session)
    {
        if (session.Connection.PostgreSqlVersion.Major < MinServerVersion)
        {
            throw new StoreException(
                "unsupported",
                $"The server is PostgreSQL {session.Connection.PostgreSqlVersion}; {MinServerVersion} or later is "
                + "needed. Upgrade it.",
                isTransient: false);
        }

        string encoding = (string)(await session.ReadValueAsync("SHOW server_encoding"))!;
        if (encoding == "UTF8") return true;
        throw new StoreException(
            "unsupported",
            $"The database's encoding is '{encoding}'; texts of all languages need UTF8. Create it with "
            + "ENCODING 'UTF8'.",
            isTransient: false);
    }

    /// <summary>The version applied last; 0 for none.</summary>
    private static async Task<int> ReadVersionAsync(PostgresSession session) =>
        (bool)(await session.ReadValueAsync("SELECT to_regclass('rag_schema') IS NOT NULL"))!
            ? (int)(await session.ReadValueAsync("SELECT coalesce(max(version), 0) FROM rag_schema"))!
            : 0;

    private async Task<bool> ApplyAsync(PostgresSession session, SchemaScript script)
    {
        await RunUntimedAsync(session, $"SELECT pg_advisory_xact_lock({LockKey})");
        // Another host may have done it while this one waited for the lock.
        if (await ReadVersionAsync(session) >= script.Version) return false;
        await RunUntimedAsync(session, script.Sql);
        Applied(logger, script.Name);
        return true;
    }

    /// <summary>A large table may take long, and so may the wait for the host that works on one.</summary>
    private static async Task RunUntimedAsync(PostgresSession session, string sql)
    {
        await using var command = new NpgsqlCommand(sql, session.Connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(session.Token);
    }

    private void Check(int version)
    {
        if (version < SchemaScript.Latest)
        {
            throw new StoreException(
                "schema_outdated",
                $"The tables in '{database.Place}' have version {version}; this program needs {SchemaScript.Latest}. "
                + "Set Rag:Postgres:Migrate to true on one host, or run the scripts of docker/postgres.",
                isTransient: false);
        }

        if (version > SchemaScript.Latest)
        {
            throw new StoreException(
                "schema_too_new",
                $"The tables in '{database.Place}' have version {version}; this program knows {SchemaScript.Latest} "
                + "at most. Start the newer program.",
                isTransient: false);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Applied {Script} to PostgreSQL")]
    private static partial void Applied(ILogger logger, string script);

    [LoggerMessage(Level = LogLevel.Information, Message = "PostgreSQL {Place} has the tables of version {Version}")]
    private static partial void Ready(ILogger logger, string place, int version);
}
