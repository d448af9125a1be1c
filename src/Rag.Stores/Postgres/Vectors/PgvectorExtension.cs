using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Rag.Pipeline;

namespace Rag.Stores.Postgres.Vectors;

/// <summary>
/// Whether the database has pgvector, and which. Without it everything else on PostgreSQL works; the vector store says
/// at every call why it does not.
/// </summary>
internal sealed partial class PgvectorExtension(
    PostgresDatabase database, IOptions<PostgresOptions> options, ILogger<PgvectorExtension> logger)
{
    /// <summary>First with iterative scans, without which a filter starves a search.</summary>
    private static readonly Version Oldest = new(0, 8, 0);

    /// <summary>First with the fixes of 0.8.1 to 0.8.3 for HNSW indexes under concurrent writes and vacuum.</summary>
    private static readonly Version Wanted = new(0, 8, 3);

    private volatile bool _isKnownToWork;

    /// <summary>Installs the extension where it may, and checks its version; asked once if all is well.</summary>
    /// <exception cref="StoreException">Code <c>not_configured</c>: it is missing, or too old.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (_isKnownToWork) return;
        string? version = await ReadVersionAsync(cancellationToken);
        if (version is null && options.Value.Migrate)
        {
            await InstallAsync(cancellationToken);
            version = await ReadVersionAsync(cancellationToken);
        }

        if (version is null) throw Missing("it has no extension 'vector'", null);
        if (!Version.TryParse(version, out Version? installed) || installed < Oldest)
        {
            throw Missing(
                $"its extension 'vector' has version {version}, older than {Oldest}; run ALTER EXTENSION vector UPDATE "
                + "after installing a newer pgvector",
                null);
        }

        if (installed < Wanted) Old(logger, database.Place, version, Wanted);
        _isKnownToWork = true;
    }

    /// <summary>Asks the database now; answers which versions of it and of the extension there are.</summary>
    /// <inheritdoc cref="EnsureAsync"/>
    public async Task<string> DescribeAsync(CancellationToken cancellationToken)
    {
        await EnsureAsync(cancellationToken);
        (Version server, object? vector) = await database.RunAsync(
            "looking for pgvector",
            async session => (
                session.Connection.PostgreSqlVersion,
                await session.ReadValueAsync("SELECT extversion FROM pg_extension WHERE extname = 'vector'")),
            cancellationToken);
        return vector is null
            ? throw Missing("its extension 'vector' was removed", null)
            : $"PostgreSQL {server}, pgvector {vector}";
    }

    private Task<string?> ReadVersionAsync(CancellationToken cancellationToken) => database.RunAsync(
        "looking for pgvector",
        async session => (string?)await session.ReadValueAsync(
            "SELECT extversion FROM pg_extension WHERE extname = 'vector'"),
        cancellationToken);

    private Task<int> InstallAsync(CancellationToken cancellationToken) => database.RunAsync(
        "installing pgvector",
        async session =>
        {
            try
            {
                return await session.ExecuteAsync("CREATE EXTENSION IF NOT EXISTS vector");
            }
            catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.UndefinedFile
                or PostgresErrorCodes.FeatureNotSupported or PostgresErrorCodes.InsufficientPrivilege)
            {
                throw Missing($"its extension 'vector' cannot be installed: {exception.MessageText}", exception);
            }
        },
        cancellationToken);

    private StoreException Missing(string why, Exception? cause) => new(
        "not_configured",
        $"The vector store '{PostgresVectorStore.StoreName}' cannot be used on '{database.Place}': {why}. Install "
        + "pgvector and run CREATE EXTENSION vector as a superuser, or use another vector store.",
        isTransient: false,
        cause);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "PostgreSQL {Place} has pgvector {Version}, which has known faults; {Wanted} or later fixes them")]
    private static partial void Old(ILogger logger, string place, string version, Version wanted);
}
