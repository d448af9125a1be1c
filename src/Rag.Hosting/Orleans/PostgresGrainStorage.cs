#if ORLEANS_PACKAGES
using System.Data.Common;
using Orleans.Storage;

namespace Rag.Hosting.Orleans;

/// <summary>
/// Orleans' ADO.NET storage, with one promise more: after a write whose outcome is unknown, the activation ends. Its
/// memory may be ahead of the database or behind it, and nothing may be answered from either.
/// </summary>
internal sealed class PostgresGrainStorage(IGrainStorage states) : IGrainStorage
{
    /// <summary>Name under which the ADO.NET provider itself is registered.</summary>
    public const string InnerName = "rag-postgres";

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        states.ReadStateAsync(stateName, grainId, grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        GuardAsync(stateName, grainId, grainState.ETag, () => states.WriteStateAsync(stateName, grainId, grainState));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        GuardAsync(stateName, grainId, grainState.ETag, () => states.ClearStateAsync(stateName, grainId, grainState));

    private static async Task GuardAsync(string stateName, GrainId grainId, string? known, Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (Exception exception) when (exception is DbException or IOException or TimeoutException)
        {
            // Orleans ends an activation that this exception leaves, and callers may repeat what they asked.
            throw new InconsistentStateException(
                $"Whether the state '{stateName}' of {grainId} was written is unknown: {exception.Message}",
                "unknown", known, exception);
        }
    }
}
#endif
