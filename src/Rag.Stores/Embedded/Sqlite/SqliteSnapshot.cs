namespace Rag.Stores.Embedded.Sqlite;

/// <summary>A reading transaction on a session of the pool; disposing it gives the session back.</summary>
internal sealed class SqliteSnapshot(SqliteSession session, Action<SqliteSession> giveBack) : IDisposable
{
    private int _disposed;

    /// <summary>Reads the state of the moment at which the snapshot was taken.</summary>
    public SqliteSession Session { get; } = session;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0) giveBack(Session);
    }
}
