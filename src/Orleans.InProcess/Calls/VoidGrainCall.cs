namespace Orleans.InProcess;

/// <summary>A call of a method without a result.</summary>
internal abstract class VoidGrainCall : GrainCall
{
    private readonly TaskCompletionSource _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Outcome => _outcome.Task;

    public override bool HasOutcome => _outcome.Task.IsCompleted;

    public override void Complete(Task outcome) => _outcome.TrySetFromTask(outcome);

    public override void CompleteWithValue(object? result) => _outcome.TrySetResult();

    public override bool TryFail(Exception failure) => _outcome.TrySetException(failure);

    public override object? ReadResult(Task outcome) => null;

    protected override bool TryCancel(CancellationToken token) => _outcome.TrySetCanceled(token);
}
