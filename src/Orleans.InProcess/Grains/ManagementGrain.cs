using Orleans.Concurrency;
using Orleans.Runtime;

namespace Orleans.InProcess;

/// <inheritdoc cref="IManagementGrain"/>
[Reentrant]
internal sealed class ManagementGrain(InProcessSilo silo) : Grain, IManagementGrain
{
    public Task ForceActivationCollection(TimeSpan ageLimit) =>
        Task.WhenAll(silo.Collect(ageLimit).Select(static activation => activation.Deactivated));

    public Task<int> GetTotalActivationCount() => Task.FromResult(silo.Directory.Activations.Count());
}
