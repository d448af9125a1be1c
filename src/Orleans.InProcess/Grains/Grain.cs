using Orleans.InProcess;
using Orleans.Runtime;

namespace Orleans;

/// <summary>The base class of grain classes.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    private readonly Activation? _activation;

    /// <summary>Binds the object to the activation that constructs it.</summary>
    protected Grain() => _activation = Activation.Current;

    /// <summary>The runtime's side of this activation.</summary>
    public IGrainContext GrainContext => Bound;

    /// <summary>A reference to this grain.</summary>
    public GrainReference GrainReference => Bound.GrainReference;

    /// <summary>The id of this grain as text.</summary>
    public string IdentityString => Bound.GrainId.ToString();

    /// <summary>Makes references to other grains.</summary>
    protected IGrainFactory GrainFactory
    {
        get
        {
            Activation.RequireCurrent();
            return Bound.Silo.GrainFactory;
        }
    }

    /// <summary>The services of this activation.</summary>
    protected internal IServiceProvider ServiceProvider => Bound.ActivationServices;

    private Activation Bound => _activation ?? throw new InvalidOperationException(
        $"{GetType()} was constructed outside of the silo; grains are reached through a grain factory only.");

    /// <summary>Called after the persistent state was read and before the first call.</summary>
    /// <param name="cancellationToken">Signalled when activation takes too long.</param>
    /// <returns>When the grain is ready; a failure fails the waiting calls.</returns>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Called after the last call and before the activation is forgotten.</summary>
    /// <param name="reason">Why it is deactivated.</param>
    /// <param name="cancellationToken">Signalled when deactivation should end promptly.</param>
    /// <returns>When the grain is done.</returns>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <summary>Deactivates this activation as soon as no call runs any more.</summary>
    protected void DeactivateOnIdle()
    {
        Activation.RequireCurrent();
        GrainBaseExtensions.DeactivateOnIdle(this);
    }

    /// <summary>Keeps this activation from being collected as idle.</summary>
    /// <param name="timeSpan">For how long; zero takes an earlier order back; infinite means for ever.</param>
    protected void DelayDeactivation(TimeSpan timeSpan)
    {
        Activation.RequireCurrent();
        Bound.DelayDeactivation(timeSpan);
    }
}
