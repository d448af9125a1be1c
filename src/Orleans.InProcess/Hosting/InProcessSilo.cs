using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.InProcess;

/// <summary>
/// The one silo of the process: knows all activations, brings calls to them, and looks after time-outs and idle
/// activations
/// with a single loop.
/// </summary>
internal sealed class InProcessSilo : IHostedService
{
    // Calls time out up to this much late; Orleans sweeps once a second too.
    private static readonly TimeSpan MaxSweepPeriod = TimeSpan.FromSeconds(1);

    private readonly ResponseTimeouts _timeouts = new();
    private readonly TimeSpan _responseTimeout;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lazy<IIncomingGrainCallFilter[]> _incomingFilters;
    private readonly bool _propagatesActivities;
    private Task _housekeeping = Task.CompletedTask;
    private volatile bool _takesCalls;
    private volatile bool _activatesGrains;

    public InProcessSilo(
        IServiceProvider services,
        IOptions<GrainCollectionOptions> collection,
        IOptions<SiloMessagingOptions> messaging,
        TimeProvider time,
        ILogger<InProcessSilo> logger)
    {
        Services = services;
        Options = collection.Value;
        _responseTimeout = messaging.Value.ResponseTimeout;
        MaxForwardCount = messaging.Value.MaxForwardCount;
        // Later than here: a filter may want the grain factory, which is made of this silo.
        _incomingFilters = new Lazy<IIncomingGrainCallFilter[]>(
            () => [.. services.GetServices<IIncomingGrainCallFilter>()]);
        _propagatesActivities = services.GetService<ActivityPropagation>() is not null;
        Time = time;
        Log = new SiloLog(logger);
        Catalog = new GrainCatalog(this);
        Directory = new ActivationDirectory(this);
        GrainFactory = new GrainFactory(this);
    }

    public IServiceProvider Services { get; }

    public GrainCollectionOptions Options { get; }

    public IIncomingGrainCallFilter[] IncomingFilters => _incomingFilters.Value;

    public TimeProvider Time { get; }

    public SiloLog Log { get; }

    public GrainCatalog Catalog { get; }

    public ActivationDirectory Directory { get; }

    public GrainFactory GrainFactory { get; }

    public int MaxForwardCount { get; }

    /// <summary>After this time an enumeration's pull returns without items, so that it never times out.</summary>
    public TimeSpan LongPollTime => _responseTimeout / 2;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        ValidateOptions();
        _takesCalls = true;
        _activatesGrains = true;
        _housekeeping = KeepHouseAsync();
        foreach (StartupStep step in Services.GetServices<StartupStep>().OrderBy(static step => step.Stage))
            await step.RunAsync(Services, cancellationToken);
        Log.Started();
    }

    /// <summary>Lets running calls end, deactivates every grain, and then fails what still waits.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!_takesCalls)
            return;

        _activatesGrains = false;
        await _stopping.CancelAsync();
        await _housekeeping;
        Activation[] activations = [.. Directory.Activations];
        var reason = new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The silo is stopping.");
        foreach (Activation activation in activations)
            activation.Deactivate(reason, cancellationToken);
        Task ended = Task.WhenAll(activations.Select(static activation => activation.Deactivated));
        await ended.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!ended.IsCompleted)
            Log.StoppedEarly(activations.Count(static activation => !activation.Deactivated.IsCompleted));
        _takesCalls = false;
        _timeouts.FailAll(static call => new SiloUnavailableException(
            $"The silo stopped before {call.Method} of grain {call.TargetId} answered; whether it ran is unknown."));
        Log.Stopped();
    }

    /// <summary>Sends a call of a reference on its way.</summary>
    public void Dispatch(GrainReference reference, GrainMethod method, GrainCall call)
    {
        call.Method = method;
        call.TargetId = reference.GrainId;
        call.SourceId = Activation.Current?.GrainId;
        call.RequestData = _propagatesActivities
            ? ActivityPropagation.AddParent(RequestContext.Current)
            : RequestContext.Current;
        if (call.Token.CanBeCanceled)
        {
            call.LinkCancellation();
            if (call.HasOutcome)
                return;
        }

        _timeouts.Watch(call, method.ResponseTimeout ?? _responseTimeout);
        Deliver(call, reference.Interface.Class);
        if (method.IsOneWay)
            call.CompleteWithValue(null);
    }

    /// <summary>Brings a call to the activation of its target, which is made if there is none.</summary>
    public void Deliver(GrainCall call, GrainClass grainClass)
    {
        ICallTarget? target;
        do
        {
            if (!Directory.TryGet(call.TargetId, out target))
            {
                if (!_activatesGrains)
                {
                    Refuse(call);
                    return;
                }

                target = Directory.GetOrAdd(call.TargetId, grainClass);
            }
        }
        while (!TryAccept(target!, call));
    }

    /// <summary>Deactivates the activations that were idle for long enough.</summary>
    /// <param name="age">The idle time; <see langword="null"/> means what the options say.</param>
    /// <returns>The activations that are being deactivated.</returns>
    public IReadOnlyList<Activation> Collect(TimeSpan? age)
    {
        long now = Environment.TickCount64;
        return [.. Directory.Activations.Where(activation =>
            activation.TryCollect(now, age ?? CollectionAgeOf(activation.Class)))];
    }

    private bool TryAccept(ICallTarget target, GrainCall call)
    {
        if (target.TryAccept(call))
            return true;

        // The activation ended and is about to leave the directory; help it, rather than spin until it did.
        Directory.Remove(call.TargetId, target);
        return false;
    }

    private void Refuse(GrainCall call)
    {
        call.TryFail(_takesCalls
            ? new SiloUnavailableException($"The silo is stopping; grain {call.TargetId} is not activated any more.")
            : new SiloUnavailableException($"The silo does not run; grain {call.TargetId} cannot be called."));
        call.Release();
    }

    private TimeSpan CollectionAgeOf(GrainClass grainClass) =>
        grainClass.CollectionAge
        ?? (Options.ClassSpecificCollectionAge.TryGetValue(grainClass.Type.FullName!, out TimeSpan age)
            ? age
            : Options.CollectionAge);

    private async Task KeepHouseAsync()
    {
        TimeSpan period = _responseTimeout < MaxSweepPeriod ? _responseTimeout : MaxSweepPeriod;
        if (Options.CollectionQuantum < period)
            period = Options.CollectionQuantum;
        using var timer = new PeriodicTimer(period);
        long nextCollection = Environment.TickCount64 + (long)Options.CollectionQuantum.TotalMilliseconds;
        while (!_stopping.IsCancellationRequested)
        {
            Task tick = timer.WaitForNextTickAsync(_stopping.Token).AsTask();
            await tick.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _timeouts.Sweep();
            if (Environment.TickCount64 < nextCollection || _stopping.IsCancellationRequested)
                continue;

            Collect(age: null);
            nextCollection = Environment.TickCount64 + (long)Options.CollectionQuantum.TotalMilliseconds;
        }
    }

    private void ValidateOptions()
    {
        if (Options.CollectionQuantum <= TimeSpan.Zero)
            throw new OrleansConfigurationException("CollectionQuantum must be more than zero.");
        if (Options.CollectionAge <= Options.CollectionQuantum)
        {
            throw new OrleansConfigurationException(
                $"CollectionAge ({Options.CollectionAge}) must be more than "
                + $"CollectionQuantum ({Options.CollectionQuantum}).");
        }
    }
}
