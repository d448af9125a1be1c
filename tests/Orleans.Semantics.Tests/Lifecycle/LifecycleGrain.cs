using Orleans.Runtime;
using Orleans.Semantics.Tests.Hosting;

namespace Orleans.Semantics.Tests.Lifecycle;

internal sealed class LifecycleGrain : Grain, ILifecycleGrain
{
    private readonly string _activationId = Guid.NewGuid().ToString("N");

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Signals.Raise($"{this.GetPrimaryKeyString()} activated");
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Signals.Raise($"{this.GetPrimaryKeyString()} deactivated", reason.ReasonCode.ToString());
        Signals.Raise($"{_activationId} deactivated", reason.ReasonCode.ToString());
    }

    public Task<string> GetActivationId() => Task.FromResult(_activationId);

    public async Task<string> LeaveWhenIdle(string leaving, string released)
    {
        DeactivateOnIdle();
        Signals.Raise(leaving);
        await Signals.WaitFor(released);
        return Signals.IsRaised($"{_activationId} deactivated") ? "deactivated" : _activationId;
    }

    Task ILifecycleGrain.DelayDeactivation(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }

    public Task StartTicking(bool keepAlive)
    {
        this.RegisterGrainTimer(
            static () => Task.CompletedTask,
            new GrainTimerCreationOptions(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(50))
            {
                KeepAlive = keepAlive,
            });
        return Task.CompletedTask;
    }
}
