using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Semantics.Tests.State;

/// <summary>A provider of the application's own; it reads nothing and cannot write.</summary>
internal sealed class BrokenStorage : IGrainStorage
{
    public const string Name = "broken";

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Assert.NotNull(grainState.State);
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        throw new IOException($"no room for {stateName} of {grainId}");

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        throw new IOException("no room");
}
