namespace Orleans.InProcess;

/// <summary>A call of a method with a result.</summary>
internal abstract class GrainCall<TResult> : GrainCall
{
    // Continuations run asynchronously: they must not run inside the callee's turn.
    private readonly TaskCompletionSource<TResult> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<TResult> Outcome => _outcome.Task;

    public override bool HasOutcome => _outcome.Task.IsCompleted;

    public override void Complete(Task outcome) => _outcome.TrySetFromTask((Task<TResult>)outcome);

    public override void CompleteWithValue(object? result) => _outcome.TrySetResult((TResult)result!);

    public override bool TryFail(Exception failure) => _outcome.TrySetException(failure);

    public override object? ReadResult(Task outcome) => ((Task<TResult>)outcome).Result;

    protected override bool TryCancel(CancellationToken token) => _outcome.TrySetCanceled(token);
}
