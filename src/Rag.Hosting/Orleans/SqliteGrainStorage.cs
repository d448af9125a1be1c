using System.Text.Json;
using Orleans.Storage;
using Rag.Stores.Embedded.GrainStates;

namespace Rag.Hosting.Orleans;

/// <summary>Grain states as JSON in the embedded database; a stale ETag is refused.</summary>
internal sealed class SqliteGrainStorage(SqliteGrainStateTable table) : IGrainStorage
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.General);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        GrainStateRow? row = table.Read(stateName, KeyOf(grainId));
        grainState.State = row is null
            ? Activator.CreateInstance<T>()
            : JsonSerializer.Deserialize<T>(row.Payload, Json)!;
        grainState.ETag = row?.ETag;
        grainState.RecordExists = row is not null;
        return Task.CompletedTask;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        byte[] payload = JsonSerializer.SerializeToUtf8Bytes(grainState.State, Json);
        GrainStateWrite write = await table.WriteAsync(
            stateName, KeyOf(grainId), payload, grainState.ETag, CancellationToken.None);
        if (!write.Succeeded) throw Stale(stateName, grainId, write.ETag, grainState.ETag);
        grainState.ETag = write.ETag;
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        GrainStateWrite write = await table.ClearAsync(
            stateName, KeyOf(grainId), grainState.ETag, CancellationToken.None);
        if (!write.Succeeded) throw Stale(stateName, grainId, write.ETag, grainState.ETag);
        grainState.State = Activator.CreateInstance<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    private static string KeyOf(GrainId grainId) => grainId.Key.ToString()!;

    private static InconsistentStateException Stale(string stateName, GrainId grainId, string? stored, string? known) =>
        new($"The state '{stateName}' of {grainId} was written by another activation.", stored, known);
}
