using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.InProcess;

/// <summary>
/// One activation of a grain: takes calls and runs them in turns. <c>Activation.Lifecycle.cs</c> holds how it begins
/// and ends.
/// Invariant: grain code runs on <see cref="Scheduler"/> only, so at most one thread is in the grain.
/// </summary>
internal sealed partial class Activation : IGrainContext, ICallTarget
{
    [ThreadStatic]
    private static Activation? _current;

    private readonly Lock _lock = new();
    private readonly CallQueue _calls;
    private ActivationState _state;
    private bool _isSignalled;
    private long _lastUsedMilliseconds = Environment.TickCount64;
    private long _keepAliveUntilMilliseconds;
    private GrainReference? _reference;

    public Activation(InProcessSilo silo, GrainClass grainClass, GrainId grainId, StatelessWorkers? workers = null)
    {
        Silo = silo;
        Class = grainClass;
        GrainId = grainId;
        _workers = workers;
        _calls = new CallQueue(grainClass.IsReentrant);
        Scheduler = new ActivationScheduler(this);
    }

    /// <summary>The activation whose turn this thread runs; <see langword="null"/> outside of grains.</summary>
    public static Activation? Current
    {
        get => _current;
        set => _current = value;
    }

    public InProcessSilo Silo { get; }

    public GrainClass Class { get; }

    public ActivationScheduler Scheduler { get; }

    public GrainId GrainId { get; }

    public object? GrainInstance { get; private set; }

    public GrainReference GrainReference => _reference ??= Silo.GrainFactory.Refer(Class.Interfaces[0], GrainId);

    public IServiceProvider ActivationServices => _scope.ServiceProvider;

    /// <summary>Calls that run or wait.</summary>
    public int CallCount
    {
        get
        {
            lock (_lock)
                return _calls.Count;
        }
    }

    /// <summary>Fails if the running code is no grain's turn, for example after <c>ConfigureAwait(false)</c>.</summary>
    public static Activation RequireCurrent() => _current ?? throw new InvalidOperationException(
        "This can be used on the scheduler of a grain only. Was ConfigureAwait(false) or Task.Run used in the grain?");

    public bool TryAccept(GrainCall call)
    {
        lock (_lock)
        {
            if (_state == ActivationState.Ended)
                return false;

            call.Target = this;
            _calls.Add(call);
            if (_isSignalled || _isEnding || !(_state == ActivationState.New || _calls.HasRunnable))
                return true;

            _isSignalled = true;
        }

        Scheduler.SignalCall();
        return true;
    }

    /// <summary>One turn: begins the activation, or starts the next call.</summary>
    public void RunNextCall()
    {
        GrainCall? call = null;
        bool isFirst;
        bool signal;
        lock (_lock)
        {
            _isSignalled = false;
            isFirst = _state == ActivationState.New && !_isEnding;
            if (isFirst)
                _state = ActivationState.Activating;
            else if (_state != ActivationState.Active || _isEnding || !_calls.TryTake(out call))
                return;
            signal = Signal_NeedsLock();
        }

        if (signal)
            Scheduler.SignalCall();
        if (isFirst)
            _ = ActivateAsync();
        else
            Start(call!);
    }

    public void DelayDeactivation(TimeSpan time)
    {
        lock (_lock)
        {
            _keepAliveUntilMilliseconds = time == Timeout.InfiniteTimeSpan || time == TimeSpan.MaxValue
                ? long.MaxValue
                : time <= TimeSpan.Zero ? 0 : Environment.TickCount64 + (long)time.TotalMilliseconds;
        }
    }

    public override string ToString() => $"[activation of {GrainId}]";

    private void Start(GrainCall call)
    {
        if (call.HasOutcome && !call.Method.IsOneWay)
        {
            // Timed out or was cancelled while it waited.
            End(call, null);
            return;
        }

        if (call.RequestData is not null)
            RequestContext.Current = call.RequestData;
        bool isFiltered = Class.IsFiltered && !call.IsInternal;
        Task method;
        try
        {
            method = isFiltered
                ? new FilteredCall(this, call, Silo.IncomingFilters).RunAsync()
                : call.InvokeAsync(GrainInstance!);
        }
#pragma warning disable CA1031 // Whatever a grain method throws before its first await belongs to its caller.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            call.TryFail(failure);
            End(call, failure);
            return;
        }

        if (method.IsCompleted)
            Complete(call, method, isFiltered);
        else
            _ = CompleteLaterAsync(call, method, isFiltered);
    }

    private async Task CompleteLaterAsync(GrainCall call, Task method, bool isFiltered)
    {
        await method.ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Complete(call, method, isFiltered);
    }

    private void Complete(GrainCall call, Task method, bool isFiltered)
    {
        if (!isFiltered)
            call.Complete(method);
        else if (!method.IsCompletedSuccessfully)
            call.TryFail(method.Exception?.InnerException ?? new TaskCanceledException(method));
        End(call, method.Exception?.InnerException);
    }

    private void End(GrainCall call, Exception? failure)
    {
        call.Release();
        if (failure is InconsistentStateException { IsSourceActivation: true } stale)
        {
            stale.IsSourceActivation = false;
            Deactivate(new DeactivationReason(
                DeactivationReasonCode.ApplicationError, failure, "A stale write escaped a call."));
        }

        bool deactivate;
        bool signal;
        lock (_lock)
        {
            _calls.OnEnded(call);
            if (call.KeepsAlive)
                _lastUsedMilliseconds = Environment.TickCount64;
            deactivate = BeginDeactivation_NeedsLock();
            signal = Signal_NeedsLock();
        }

        if (deactivate)
            _ = DeactivateAsync();
        else if (signal)
            Scheduler.SignalCall();
    }

    private bool Signal_NeedsLock()
    {
        if (_isSignalled || _isEnding || _state != ActivationState.Active || !_calls.HasRunnable)
            return false;

        _isSignalled = true;
        return true;
    }
}
