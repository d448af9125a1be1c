namespace Rag.Stores.Embedded.Sqlite;

/// <summary>
/// The reading sessions of a database: made when needed, some kept for later. Once closed it opens no file any more:
/// the directory may be another process's by then.
/// </summary>
internal sealed class SqliteReaders(string path) : IDisposable
{
    /// <summary>Sessions kept for later; others are closed after use.</summary>
    private const int MaxIdle = 16;

    /// <summary>How long closing waits for reads under way; one that takes longer closes its session itself.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Stack<SqliteSession> _idle = new();
    private int _inUse;
    private bool _isClosed;

    /// <summary>A session that nobody else uses; hand it back by <see cref="Return"/>.</summary>
    /// <exception cref="ObjectDisposedException">The database is closed.</exception>
    public SqliteSession Take()
    {
        lock (_idle)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            _inUse++;
            if (_idle.TryPop(out SqliteSession? session)) return session;
        }

        try
        {
            var session = new SqliteSession(path, readOnly: true);
            session.Execute("PRAGMA cache_size = -4096");
            return session;
        }
        catch
        {
            NoteEnd();
            throw;
        }
    }

    /// <summary>Ends what was read, and keeps the session or closes it.</summary>
    public void Return(SqliteSession session)
    {
        // After a failed read the session may be of no use any more.
        if (!session.TryEnd() || !TryKeep(session)) session.Dispose();
        NoteEnd();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_idle)
        {
            _isClosed = true;
            long end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
            while (_inUse > 0 && end - Environment.TickCount64 is > 0 and var left)
                Monitor.Wait(_idle, TimeSpan.FromMilliseconds(left));
            while (_idle.TryPop(out SqliteSession? session)) session.Dispose();
        }
    }

    private bool TryKeep(SqliteSession session)
    {
        lock (_idle)
        {
            if (_isClosed || _idle.Count >= MaxIdle) return false;
            _idle.Push(session);
            return true;
        }
    }

    private void NoteEnd()
    {
        lock (_idle)
        {
            _inUse--;
            Monitor.PulseAll(_idle);
        }
    }
}
