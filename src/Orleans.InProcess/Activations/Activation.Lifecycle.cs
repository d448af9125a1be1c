using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans.InProcess;

/// <summary>
/// How an activation begins and ends, and what lives and dies with it: timers, enumerations, subscriptions.
/// </summary>
internal sealed partial class Activation
{
    private readonly StatelessWorkers? _workers;
    private HashSet<GrainTimer>? _timers;
    private HashSet<IEnumerationSession>? _enumerations;
    private Dictionary<Guid, object>? _streamObservers;
    private AsyncServiceScope _scope;
    private TaskCompletionSource? _deactivated;
    private DeactivationReason _reason;
    private CancellationToken _hurry;
    private bool _isEnding;
    private bool _wasActivated;

    public Task Deactivated
    {
        get
        {
            lock (_lock)
            {
                if (_state == ActivationState.Ended)
                    return Task.CompletedTask;

                _deactivated ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return _deactivated.Task;
            }
        }
    }

    /// <summary>Observers of this activation's stream subscriptions, by subscription. Grain turns only.</summary>
    public Dictionary<Guid, object> StreamObservers => _streamObservers ??= [];

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        bool begin;
        lock (_lock)
        {
            if (_isEnding || _state >= ActivationState.Deactivating)
                return;

            _isEnding = true;
            _reason = deactivationReason;
            _hurry = cancellationToken;
            begin = BeginDeactivation_NeedsLock();
        }

        if (begin)
            Scheduler.Run(static self => _ = ((Activation)self!).DeactivateAsync(), this);
        else if (deactivationReason.ReasonCode == DeactivationReasonCode.ShuttingDown)
            Scheduler.Run(static self => ((Activation)self!).CancelEnumerations(), this);
    }

    /// <summary>Deactivates if nobody called for the given time and nothing keeps the activation.</summary>
    public bool TryCollect(long nowMilliseconds, TimeSpan age)
    {
        lock (_lock)
        {
            bool isIdle = _state == ActivationState.Active && !_isEnding && _calls.Count == 0
                && nowMilliseconds - _lastUsedMilliseconds >= age.TotalMilliseconds
                && nowMilliseconds >= _keepAliveUntilMilliseconds;
            if (!isIdle)
                return false;
        }

        Deactivate(new DeactivationReason(DeactivationReasonCode.ActivationIdle, "Nobody called the grain."));
        return true;
    }

    public GrainTimer StartTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        var timer = new GrainTimer(this, callback, options);
        (_timers ??= []).Add(timer);
        timer.Change(options.DueTime, options.Period);
        return timer;
    }

    public void OnTimerDisposed(GrainTimer timer) => _timers?.Remove(timer);

    public void OnEnumerationOpened(IEnumerationSession session) => (_enumerations ??= []).Add(session);

    public void OnEnumerationClosed(IEnumerationSession session) => _enumerations?.Remove(session);

    private async Task ActivateAsync()
    {
        try
        {
            _scope = Silo.Services.CreateAsyncScope();
            (GrainInstance, IPersistentStateReader[] states) = Class.Construct(this);
            foreach (IPersistentStateReader state in states)
                await state.ReadOnActivationAsync();
            await RunHookAsync(
                static (grain, _, token) => grain.OnActivateAsync(token), Silo.Options.ActivationTimeout);
            _wasActivated = true;
        }
#pragma warning disable CA1031 // Whatever fails an activation is the outcome of the calls that wait for it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Silo.Log.ActivationFailed(failure, GrainId);
            await EndAsync(failure);
            return;
        }

        bool deactivate;
        bool signal;
        lock (_lock)
        {
            _state = ActivationState.Active;
            _lastUsedMilliseconds = Environment.TickCount64;
            deactivate = BeginDeactivation_NeedsLock();
            signal = Signal_NeedsLock();
        }

        if (deactivate)
            await DeactivateAsync();
        else if (signal)
            Scheduler.SignalCall();
    }

    private bool BeginDeactivation_NeedsLock()
    {
        bool isBusy = _calls.RunningCount > 0 || _state is not (ActivationState.New or ActivationState.Active);
        if (!_isEnding || isBusy)
            return false;

        _state = ActivationState.Deactivating;
        return true;
    }

    private async Task DeactivateAsync()
    {
        foreach (GrainTimer timer in _timers?.ToArray() ?? [])
            timer.Dispose();
        try
        {
            if (_enumerations is not null)
            {
                await Task.WhenAll(_enumerations.ToArray().Select(static session => session.CloseAsync()))
                    .WaitAsync(Silo.Options.DeactivationTimeout, _hurry);
            }

            if (_wasActivated)
            {
                await RunHookAsync(
                    static (grain, self, token) => grain.OnDeactivateAsync(self._reason, token).WaitAsync(token),
                    Silo.Options.DeactivationTimeout);
            }
        }
#pragma warning disable CA1031 // A grain that fails to say goodbye is gone all the same; the failure is logged.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Silo.Log.DeactivationFailed(failure, GrainId);
        }

        await EndAsync(null);
    }

    private async Task RunHookAsync(Func<IGrainBase, Activation, CancellationToken, Task> hook, TimeSpan timeout)
    {
        using CancellationTokenSource cancellation = _hurry.CanBeCanceled
            ? CancellationTokenSource.CreateLinkedTokenSource(_hurry)
            : new CancellationTokenSource();
        Task running = hook((IGrainBase)GrainInstance!, this, cancellation.Token);

        // A timer is worth its cost only if the hook really waits for something.
        if (!running.IsCompleted)
            cancellation.CancelAfter(timeout);
        await running;
    }

    private async Task EndAsync(Exception? failure)
    {
        await DisposeGrainAsync();
        GrainCall[] waiting;
        lock (_lock)
        {
            _state = ActivationState.Ended;
            waiting = _calls.TakeAllWaiting();
        }

        if (_workers is not null)
            _workers.Remove(this);
        else
            Silo.Directory.Remove(GrainId, this);
        foreach (GrainCall call in waiting)
            MoveOn(call, failure);
        _deactivated?.TrySetResult();
    }

    private async Task DisposeGrainAsync()
    {
        try
        {
            if (GrainInstance is IAsyncDisposable disposable)
                await disposable.DisposeAsync();
            else
                (GrainInstance as IDisposable)?.Dispose();
            if (_scope.ServiceProvider is not null)
                await _scope.DisposeAsync();
        }
#pragma warning disable CA1031 // As above: the activation ends all the same.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Silo.Log.DeactivationFailed(failure, GrainId);
        }
    }

    private void MoveOn(GrainCall call, Exception? failure)
    {
        if (failure is null && !call.MayMove)
            return;

        if (failure is null && call.MoveCount++ >= Silo.MaxForwardCount)
        {
            failure = new OrleansMessageRejectionException(
                $"{call.Method} of grain {GrainId} was not run: it met {call.MoveCount} activations in a row that were "
                + "deactivated before its turn.");
        }

        if (failure is null)
        {
            Silo.Deliver(call, Class);
            return;
        }

        call.TryFail(failure);
        call.Release();
    }

    private void CancelEnumerations()
    {
        foreach (IEnumerationSession session in _enumerations?.ToArray() ?? [])
            session.Cancel();
    }
}
