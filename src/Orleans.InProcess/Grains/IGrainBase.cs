using Orleans.Runtime;

namespace Orleans;

/// <summary>What every grain class is: it has a context and may watch its activation and deactivation.</summary>
public interface IGrainBase
{
    /// <summary>The runtime's side of this activation.</summary>
    IGrainContext GrainContext { get; }

    /// <summary>Called after the persistent state was read and before the first call.</summary>
    /// <param name="token">Signalled when activation takes too long.</param>
    /// <returns>When the grain is ready; a failure fails the waiting calls.</returns>
    Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

    /// <summary>Called after the last call and before the activation is forgotten.</summary>
    /// <param name="reason">Why it is deactivated.</param>
    /// <param name="token">Signalled when deactivation should end promptly.</param>
    /// <returns>When the grain is done.</returns>
    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
}
