using System.Diagnostics;

namespace Orleans.InProcess;

/// <summary>
/// Runs everything that belongs to one activation, one turn at a time, on the thread pool. Tasks that a grain starts or
/// awaits come back here, because it is <see cref="TaskScheduler.Current"/> while the grain's code runs.
/// Invariant: at most one thread runs turns.
/// </summary>
internal sealed class ActivationScheduler(Activation activation) : TaskScheduler, IThreadPoolWorkItem
{
    // After so many turns in a row the thread is given back, so that a busy grain does not starve the others.
    private const int MaxTurnsInARow = 64;

    private static readonly Action<object?> RunNextCall = static owner => ((Activation)owner!).RunNextCall();

    // A task, or the activation itself as the sign that a call is waiting.
    private readonly Queue<object> _turns = new();
    private bool _isScheduled;

    /// <summary>Orders a turn that takes the next waiting call.</summary>
    public void SignalCall() => Enqueue(activation);

    /// <summary>Runs an action as a turn.</summary>
    public void Run(Action<object?> action, object? state) => Task.Factory.StartNew(
        action, state, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this);

    /// <summary>Runs an action as a turn.</summary>
    public Task Run(Func<Task> action) => Task.Factory
        .StartNew(action, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    void IThreadPoolWorkItem.Execute()
    {
        Activation.Current = activation;
        int turns = 0;
        while (TryTakeTurn(ref turns, out object? turn))
        {
            // The task for a call is made here, where the execution context is empty: a grain must not see the async
            // locals of its caller.
            if (turn is Task task)
                TryExecuteTask(task);
            else
                new Task(RunNextCall, activation).RunSynchronously(this);
        }

        Activation.Current = null;
    }

    protected override void QueueTask(Task task) => Enqueue(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && Activation.Current == activation && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_turns)
            return [.. _turns.OfType<Task>()];
    }

    private void Enqueue(object turn)
    {
        lock (_turns)
        {
            _turns.Enqueue(turn);
            if (_isScheduled)
                return;

            _isScheduled = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    private bool TryTakeTurn(ref int turns, out object? turn)
    {
        bool mustYield;
        lock (_turns)
        {
            Debug.Assert(_isScheduled, "Only a scheduled activation runs.");
            mustYield = turns++ == MaxTurnsInARow;
            if (!mustYield && _turns.TryDequeue(out turn))
                return true;

            turn = null;
            mustYield &= _turns.Count > 0;
            _isScheduled = mustYield;
        }

        if (mustYield)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return false;
    }
}
