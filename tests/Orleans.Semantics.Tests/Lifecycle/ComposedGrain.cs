using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Semantics.Tests.Hosting;

namespace Orleans.Semantics.Tests.Lifecycle;

internal sealed class ComposedGrain(
    ActivationScratch scratch, IGrainContext context, IGrainFactory grains) : Grain, IComposedGrain, IAsyncDisposable
{
    public Task<string> Describe()
    {
        bool isWhole = ReferenceEquals(scratch, context.ActivationServices.GetRequiredService<ActivationScratch>())
            && ReferenceEquals(this, context.GrainInstance)
            && grains.GetGrain<IComposedGrain>("other").GetGrainId() != context.GrainId;
        return Task.FromResult(isWhole ? scratch.Id : "parts are missing");
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.Yield();
        Signals.Raise($"{this.GetPrimaryKeyString()} disposed", scratch.IsDisposed ? "too late" : "in time");
    }
}
