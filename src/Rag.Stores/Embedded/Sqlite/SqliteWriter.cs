using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Rag.Pipeline;

namespace Rag.Stores.Embedded.Sqlite;

/// <summary>
/// All writes of the process, with group commit: one thread takes every operation that waits, runs each in a savepoint
/// of one transaction, commits once (one fsync) and answers all callers. While the disk works the next group gathers,
/// so many callers share an fsync and a lone one does not wait. An operation's failure fails only its caller.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    /// <summary>Most operations of one commit, so that no caller waits for an endless transaction.</summary>
    private const int MaxBatch = 128;

    private readonly SqliteSession _session;
    private readonly StoreHealth _health;
    private readonly int _maxQueued;
    private readonly Queue<WriteOperation> _waiting = new();
    private readonly Thread _thread;
    private bool _stopping;

    /// <summary>Held from before a commit until its effects show in memory.</summary>
    public Lock Committing { get; } = new();

    /// <summary>Starts the thread.</summary>
    public SqliteWriter(SqliteSession session, StoreHealth health, int maxQueued)
    {
        _session = session;
        _health = health;
        _maxQueued = maxQueued;
        _thread = new Thread(Run) { Name = "embedded store writer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Runs a write; the task ends after its commit is on the disk.</summary>
    /// <param name="apply">Runs on the writer's thread inside the transaction; may run once only and must not
    /// block.</param>
    /// <param name="publish">Runs after the commit, in the order of the commits, before the caller is answered.</param>
    /// <param name="cancellationToken">Cancels while it waits; a write that has begun is carried through.</param>
    /// <exception cref="StoreException">The disk is full or failed, or too many writes wait.</exception>
    public Task<T> WriteAsync<T>(
        Func<SqliteSession, T> apply, Action<T>? publish, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _health.ThrowIfFailed();
        var operation = new WriteOperation<T>(apply, publish, cancellationToken);
        lock (_waiting)
        {
            ObjectDisposedException.ThrowIf(_stopping, this);
            if (_waiting.Count >= _maxQueued) throw QueueFull();
            _waiting.Enqueue(operation);
            Monitor.Pulse(_waiting);
        }

        return operation.Task;
    }

    /// <inheritdoc cref="WriteAsync{T}(Func{SqliteSession, T}, Action{T}, CancellationToken)"/>
    public Task<T> WriteAsync<T>(Func<SqliteSession, T> apply, CancellationToken cancellationToken) =>
        WriteAsync(apply, publish: null, cancellationToken);

    /// <summary>Carries out what waits, then stops.</summary>
    public void Dispose()
    {
        lock (_waiting)
        {
            _stopping = true;
            Monitor.Pulse(_waiting);
        }

        _thread.Join();
        _session.Dispose();
    }

    private StoreException QueueFull() => new(
        "overloaded",
        $"{_maxQueued:N0} writes wait for the disk already (MaxQueuedWrites). Try again in a moment.",
        isTransient: true)
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    private void Run()
    {
        var batch = new List<WriteOperation>(MaxBatch);
        while (Take(batch))
        {
            Commit(batch);
            foreach (WriteOperation operation in batch) operation.Complete();
            batch.Clear();
        }
    }

    private bool Take(List<WriteOperation> batch)
    {
        lock (_waiting)
        {
            while (_waiting.Count == 0)
            {
                if (_stopping) return false;
                Monitor.Wait(_waiting);
            }

            while (batch.Count < MaxBatch && _waiting.TryDequeue(out WriteOperation? operation))
            {
                if (operation.TryBegin()) batch.Add(operation);
            }

            return true;
        }
    }

    private void Commit(List<WriteOperation> batch)
    {
        if (batch.Count == 0) return;
        try
        {
            _health.ThrowIfFailed();
            _session.Execute("BEGIN IMMEDIATE");
            foreach (WriteOperation operation in batch) ApplyInSavepoint(operation);
            CommitAndPublish(batch);
        }
        catch (SqliteException exception)
        {
            StoreException failure = StoreFailure.From(exception, "committing to the database");
            if (StoreFailure.EndsWrites(exception)) _health.Fail(failure);
            foreach (WriteOperation operation in batch) operation.Failure ??= failure;
            RollBack();
        }
        catch (StoreException refusal)
        {
            foreach (WriteOperation operation in batch) operation.Failure ??= refusal;
        }
    }

    private void CommitAndPublish(List<WriteOperation> batch)
    {
        lock (Committing)
        {
            _session.Execute("COMMIT");
            foreach (WriteOperation operation in batch)
            {
                if (operation.Failure is null) Publish(operation);
            }
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "A bug in one write must fail its caller, not the thread.")]
    private void ApplyInSavepoint(WriteOperation operation)
    {
        _session.Execute("SAVEPOINT operation");
        try
        {
            operation.Apply(_session);
        }
        catch (Exception exception)
        {
            // After some failures (no memory, no space in the middle of a page split) SQLite has undone the whole
            // transaction by itself: then the operations before this one are gone too.
            var sqlite = exception as SqliteException;
            if (sqlite is not null && (StoreFailure.EndsWrites(sqlite) || !_session.IsInTransaction)) throw;
            operation.Failure = sqlite is null ? exception : StoreFailure.From(sqlite, "writing to the database");
            _session.Execute("ROLLBACK TO operation");
        }

        _session.Execute("RELEASE operation");
    }

    [SuppressMessage("Design", "CA1031", Justification = "The disk is right; a bug in showing it ends writes.")]
    private void Publish(WriteOperation operation)
    {
        try
        {
            operation.Publish();
        }
        catch (Exception exception)
        {
            var failure = new StoreException(
                "store_failed", $"A committed write could not be shown: {exception.Message}", true, exception);
            _health.Fail(failure);
            operation.Failure = failure;
        }
    }

    private void RollBack()
    {
        if (!_session.IsInTransaction) return;
        try
        {
            _session.Execute("ROLLBACK");
        }
        catch (SqliteException exception)
        {
            _health.Fail(StoreFailure.From(exception, "rolling back"));
        }
    }
}
