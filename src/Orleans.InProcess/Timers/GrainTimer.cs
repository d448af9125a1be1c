using Orleans.Runtime;

namespace Orleans.InProcess;

/// <summary>A timer whose ticks are calls to its activation.</summary>
internal sealed class GrainTimer : IGrainTimer
{
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly GrainTimerCreationOptions _options;
    private readonly CancellationTokenSource _stopped = new();
    private readonly ITimer _timer;
    private TimeSpan _dueTime;
    private TimeSpan _period;
    private bool _isChanged;
    private bool _isTicking;

    public GrainTimer(
        Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        _activation = activation;
        _callback = callback;
        _options = options;

        // A tick must not see the async locals of the call that happened to start the timer.
        using AsyncFlowControl noFlow = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
        _timer = activation.Silo.Time.CreateTimer(
            static timer => ((GrainTimer)timer!).SendTick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        _dueTime = dueTime;
        _period = period;
        _isChanged = true;
        if (!_isTicking)
            _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        if (_stopped.IsCancellationRequested)
            return;

        _stopped.Cancel();
        _timer.Dispose();
        _activation.OnTimerDisposed(this);
    }

    private void SendTick()
    {
        _isTicking = true;
        _activation.TryAccept(new Tick(this));
    }

    private async Task TickAsync()
    {
        if (_stopped.IsCancellationRequested)
            return;

        _isChanged = false;
        try
        {
            await _callback(_stopped.Token);
        }
#pragma warning disable CA1031 // A tick has no caller: its failure is logged, and the next tick comes as planned.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _activation.Silo.Log.TickFailed(failure, _activation.GrainId);
        }

        _isTicking = false;
        if (!_stopped.IsCancellationRequested)
            _timer.Change(_isChanged ? _dueTime : _period, Timeout.InfiniteTimeSpan);
    }

    /// <summary>One tick as a call.</summary>
    private sealed class Tick : VoidGrainCall
    {
        private readonly GrainTimer _timer;

        public Tick(GrainTimer timer)
        {
            _timer = timer;
            TargetId = timer._activation.GrainId;
            Method = timer._options.Interleave ? GrainMethod.InternalInterleaving : GrainMethod.Internal;
        }

        public override bool KeepsAlive => _timer._options.KeepAlive;

        public override bool MayMove => false;

        public override Task InvokeAsync(object grain) => _timer.TickAsync();
    }
}
