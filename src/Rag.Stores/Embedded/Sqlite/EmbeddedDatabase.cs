using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Rag.Stores.Embedded.Sqlite;

/// <summary>The database <c>rag.db</c>: one writer with group commit, any number of readers that never wait for
/// it.</summary>
internal sealed partial class EmbeddedDatabase : IDisposable
{
    private const int PageSizeBytes = 8_192;

    /// <summary>SQLite's own limit.</summary>
    private const long MaxPages = 4_294_967_294;

    private readonly SqliteReaders _readers;
    private readonly string _path;
    private readonly SqliteWriter _writer;

    /// <summary>Opens the database, makes its tables and removes what an interrupted drop left.</summary>
    public EmbeddedDatabase(
        DataDirectory directory,
        IOptions<EmbeddedOptions> options,
        StoreHealth health,
        ILogger<EmbeddedDatabase> logger)
    {
        SystemSqlite.EnsureLoaded();
        _path = directory.DatabasePath;
        _readers = new SqliteReaders(_path);
        _writer = new SqliteWriter(OpenWriter(options.Value), health, options.Value.MaxQueuedWrites);
        Opened(logger, _path);
    }

    /// <inheritdoc cref="SqliteWriter.WriteAsync{T}(Func{SqliteSession, T}, Action{T}, CancellationToken)"/>
    public Task<T> WriteAsync<T>(
        Func<SqliteSession, T> apply, Action<T>? publish, CancellationToken cancellationToken) =>
        _writer.WriteAsync(apply, publish, cancellationToken);

    /// <inheritdoc cref="SqliteWriter.WriteAsync{T}(Func{SqliteSession, T}, Action{T}, CancellationToken)"/>
    public Task<T> WriteAsync<T>(Func<SqliteSession, T> apply, CancellationToken cancellationToken) =>
        _writer.WriteAsync(apply, cancellationToken);

    /// <summary>Runs reads on one consistent state of the database, on the calling thread.</summary>
    public T Read<T>(Func<SqliteSession, T> read)
    {
        try
        {
            using SqliteSnapshot snapshot = TakeSnapshot();
            return read(snapshot.Session);
        }
        catch (SqliteException exception)
        {
            throw StoreFailure.From(exception, "reading from the database");
        }
    }

    /// <summary>A consistent state of the database for as long as it is not disposed; blocks no writer.</summary>
    /// <exception cref="ObjectDisposedException">The database is closed.</exception>
    public SqliteSnapshot TakeSnapshot()
    {
        SqliteSession session = _readers.Take();
        try
        {
            session.Execute("BEGIN");
            // BEGIN alone takes no snapshot; the first read does.
            session.QueryInteger("SELECT 1 FROM sqlite_schema LIMIT 1");
            return new SqliteSnapshot(session, _readers.Return);
        }
        catch
        {
            _readers.Return(session);
            throw;
        }
    }

    /// <summary>A snapshot taken while no commit is between the disk and memory: it has every write that has been shown
    /// in memory and none that has not.</summary>
    /// <param name="atThatMoment">Runs before the next commit; registers who wants to see the writes after the
    /// snapshot.</param>
    public SqliteSnapshot TakeSnapshotBetweenCommits(Action atThatMoment)
    {
        lock (_writer.Committing)
        {
            SqliteSnapshot snapshot = TakeSnapshot();
            atThatMoment();
            return snapshot;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The writer is the last to close: closing the last connection folds the log into the database.
        _readers.Dispose();
        _writer.Dispose();
    }

    private SqliteSession OpenWriter(EmbeddedOptions options)
    {
        SqliteSession? session = null;
        try
        {
            session = new SqliteSession(_path, readOnly: false);
            Prepare(session, options.MaxDatabaseMegabytes);
            return session;
        }
        catch (SqliteException exception)
        {
            session?.Dispose();
            throw StoreFailure.From(exception, $"opening '{_path}'");
        }
    }

    private static void Prepare(SqliteSession session, long maxMegabytes)
    {
        session.Execute($"PRAGMA page_size = {PageSizeBytes}");
        session.Execute("PRAGMA journal_mode = WAL");
        session.Execute("PRAGMA synchronous = FULL");
        session.Execute("PRAGMA foreign_keys = OFF");
        session.Execute("PRAGMA temp_store = MEMORY");
        session.Execute("PRAGMA cache_size = -32768");
        session.Execute("PRAGMA wal_autocheckpoint = 2000");
        session.Execute("PRAGMA journal_size_limit = 67108864");
        long maxPages = Math.Min(maxMegabytes * 1024 * 1024 / PageSizeBytes, MaxPages);
        session.Execute($"PRAGMA max_page_count = {maxPages}");
        session.Execute("BEGIN IMMEDIATE");
        session.Execute(EmbeddedSchema.Sql);
        session.Execute("COMMIT");
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Opened the embedded database {Path}")]
    private static partial void Opened(ILogger logger, string path);
}
