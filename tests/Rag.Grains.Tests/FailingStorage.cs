using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;

namespace Rag.Grains.Tests;

/// <summary>The service's own storage of grain states, whose writes fail on demand.</summary>
public sealed class FailingStorage(IGrainStorage states) : IGrainStorage
{
    private volatile Failing? _failing;

    /// <summary>Puts itself before the storage that the service has registered.</summary>
    public static void Replace(IServiceCollection services)
    {
        ServiceDescriptor own = services.Last(service =>
            service.ServiceType == typeof(IGrainStorage) && (string?)service.ServiceKey == GrainStorageNames.Default);
        services.Remove(own);
        services.AddKeyedSingleton<IGrainStorage>(
            GrainStorageNames.Default,
            (provider, key) => new FailingStorage(
                (IGrainStorage)own.KeyedImplementationFactory!(provider, key)));
    }

    /// <summary>The one of a running service.</summary>
    public static FailingStorage Of(RagHost rag) =>
        (FailingStorage)rag.Services.GetRequiredKeyedService<IGrainStorage>(GrainStorageNames.Default);

    /// <summary>The next write of a state fails.</summary>
    /// <param name="state">Name of the state.</param>
    /// <param name="isWritten">Whether it is stored all the same, and only the word of it is lost.</param>
    public void FailNext(string state, bool isWritten) => _failing = new Failing(state, isWritten);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        states.ReadStateAsync(stateName, grainId, grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        FailOrAsync(stateName, () => states.WriteStateAsync(stateName, grainId, grainState));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        FailOrAsync(stateName, () => states.ClearStateAsync(stateName, grainId, grainState));

    private async Task FailOrAsync(string stateName, Func<Task> store)
    {
        if (_failing is not { } failing || failing.State != stateName)
        {
            await store();
            return;
        }

        _failing = null;
        if (failing.IsWritten) await store();
        throw new IOException($"The disk of '{stateName}' is full.");
    }

    private sealed record Failing(string State, bool IsWritten);
}
