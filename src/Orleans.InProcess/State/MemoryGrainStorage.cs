using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.InProcess;

/// <summary>
/// Storage in memory. States are kept as JSON, so that a change in a grain is not in storage before it is written.
/// </summary>
internal sealed class MemoryGrainStorage : IGrainStorage
{
    private static readonly JsonSerializerOptions Json = new() { IncludeFields = true };

    private readonly ConcurrentDictionary<(string State, GrainId Grain), StoredState> _records = new();
    private long _lastVersion;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        grainState.RecordExists = _records.TryGetValue((stateName, grainId), out StoredState? stored);
        grainState.ETag = stored?.ETag;
        grainState.State = stored is null
            ? EmptyState<T>.Create()
            : JsonSerializer.Deserialize<T>(stored.Text, Json);
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        string etag = Interlocked.Increment(ref _lastVersion).ToString(CultureInfo.InvariantCulture);
        var written = new StoredState(etag, JsonSerializer.SerializeToUtf8Bytes(grainState.State, Json));
        _records.AddOrUpdate(
            (stateName, grainId),
            _ => Accept(null),
            (_, stored) => Accept(stored));
        grainState.ETag = etag;
        grainState.RecordExists = true;
        return Task.CompletedTask;

        StoredState Accept(StoredState? stored)
        {
            ThrowIfStale(stored, stateName, grainId, grainState.ETag);
            return written;
        }
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (_records.TryGetValue((stateName, grainId), out StoredState? stored))
        {
            ThrowIfStale(stored, stateName, grainId, grainState.ETag);
            _records.TryRemove(KeyValuePair.Create((stateName, grainId), stored));
        }

        grainState.ETag = null;
        grainState.RecordExists = false;
        grainState.State = EmptyState<T>.Create();
        return Task.CompletedTask;
    }

    private static void ThrowIfStale(StoredState? stored, string stateName, GrainId grainId, string? etag)
    {
        if (stored?.ETag != etag)
        {
            throw new InconsistentStateException(
                $"State \"{stateName}\" of grain {grainId} was written by someone else.", stored?.ETag, etag);
        }
    }

    /// <summary>A record.</summary>
    private sealed record StoredState(string ETag, byte[] Text);
}
