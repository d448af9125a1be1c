using Orleans.Runtime;

namespace Orleans.InProcess;

/// <summary>
/// One call on its way: its arguments, its outcome and what the runtime must know to run it. The emitted subclass of a
/// grain method adds a field <c>argument0..n</c> per argument and <see cref="InvokeAsync"/>.
/// Invariant: the outcome is set once; whoever sets it first (callee, time-out, cancellation) wins.
/// </summary>
internal abstract class GrainCall
{
    /// <summary>The caller's token, until <see cref="LinkCancellation"/> replaces it by the callee's own.</summary>
    public CancellationToken Token;

    /// <summary>Neighbours in the list of <see cref="ResponseTimeouts"/>, guarded by its lock.</summary>
    public GrainCall? Previous;

    /// <summary>The other neighbour.</summary>
    public GrainCall? Next;

    /// <summary>The list this call is in; <see langword="null"/> once it was taken out.</summary>
    public ResponseTimeouts.Shard? Watch;

    /// <summary>When the call times out, on the clock of <see cref="Environment.TickCount64"/>.</summary>
    public long DeadlineMilliseconds = long.MaxValue;

    private CancellationTokenSource? _calleeCancellation;
    private CancellationTokenRegistration _registration;

    public GrainMethod Method { get; set; } = GrainMethod.Internal;

    public GrainId TargetId { get; set; }

    public GrainId? SourceId { get; set; }

    public Dictionary<string, object>? RequestData { get; set; }

    /// <summary>The activation that took the call.</summary>
    public Activation? Target { get; set; }

    /// <summary>How often the call moved on from an activation that was deactivated before it ran.</summary>
    public int MoveCount { get; set; }

    /// <summary>Whether the call postpones the idle collection of its target.</summary>
    public virtual bool KeepsAlive => true;

    /// <summary>Whether the call moves on to the next activation if its target is deactivated before it ran.</summary>
    public virtual bool MayMove => true;

    /// <summary>Whether the runtime makes the call for itself; filters do not see it.</summary>
    public bool IsInternal => Method == GrainMethod.Internal || Method == GrainMethod.InternalInterleaving;

    public abstract bool HasOutcome { get; }

    /// <summary>Runs the grain's method.</summary>
    /// <param name="grain">The grain object.</param>
    /// <returns>The method's task.</returns>
    public abstract Task InvokeAsync(object grain);

    public abstract void Complete(Task outcome);

    public abstract void CompleteWithValue(object? result);

    public abstract bool TryFail(Exception failure);

    /// <summary>The value of a completed task of this call's method.</summary>
    public abstract object? ReadResult(Task outcome);

    /// <summary>
    /// Gives the callee a token of its own, so that its callbacks run as turns of the callee, and ends the caller's
    /// wait as
    /// soon as the caller cancels.
    /// </summary>
    public void LinkCancellation()
    {
        CancellationToken callerToken = Token;
        _calleeCancellation = new CancellationTokenSource();
        Token = _calleeCancellation.Token;
        _registration = callerToken.UnsafeRegister(
            static (call, token) => ((GrainCall)call!).OnCallerCancelled(token), this);
    }

    public void Release()
    {
        Watch?.Remove(this);
        _registration.Unregister();
    }

    protected abstract bool TryCancel(CancellationToken token);

    private void OnCallerCancelled(CancellationToken token)
    {
        if (!TryCancel(token))
            return;

        Watch?.Remove(this);
        if (Target is { } target)
            target.Scheduler.Run(static source => ((CancellationTokenSource)source!).Cancel(), _calleeCancellation);
        else
            _calleeCancellation!.Cancel();
    }
}
