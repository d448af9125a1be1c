namespace Rag.Stores.Embedded.Sqlite;

/// <summary>A write that waits for its turn: what to do in the transaction, what to do after it, and who
/// waits.</summary>
internal abstract class WriteOperation
{
    /// <summary>Why it failed; <see langword="null"/> while it has not.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Leaves if its caller has given up before its turn came.</summary>
    public abstract bool TryBegin();

    /// <summary>Runs it in the open transaction.</summary>
    public abstract void Apply(SqliteSession session);

    /// <summary>Shows its effect in memory; called in the order of the commits.</summary>
    public abstract void Publish();

    /// <summary>Tells its caller how it ended.</summary>
    public abstract void Complete();
}

/// <summary>A write with a result.</summary>
internal sealed class WriteOperation<T>(
    Func<SqliteSession, T> apply, Action<T>? publish, CancellationToken cancellationToken) : WriteOperation
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    /// <summary>Ends when the write is durable, has failed or was cancelled in time.</summary>
    public Task<T> Task => _completion.Task;

    public override bool TryBegin() =>
        !cancellationToken.IsCancellationRequested || !_completion.TrySetCanceled(cancellationToken);

    public override void Apply(SqliteSession session) => _result = apply(session);

    public override void Publish() => publish?.Invoke(_result);

    public override void Complete()
    {
        if (Failure is null) _completion.TrySetResult(_result);
        else _completion.TrySetException(Failure);
    }
}
