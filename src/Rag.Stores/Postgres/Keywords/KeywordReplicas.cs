using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Rag.Pipeline;
using Rag.Stores.Keywords;

namespace Rag.Stores.Postgres.Keywords;

/// <summary>This process' copies of keyword indexes, one for each collection that somebody searches here.</summary>
internal sealed class KeywordReplicas(
    PostgresDatabase database,
    ReplicaMemory memory,
    ReplicaMeter meter,
    TimeProvider time,
    ILogger<KeywordReplicas> logger) : IDisposable
{
    private readonly ConcurrentDictionary<IndexId, KeywordReplica> _replicas = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly ReplicaReader _reader = new(database);

    /// <summary>What the copies take in memory, roughly.</summary>
    public long SizeBytes => memory.SizeBytes;

    /// <summary>The copy of an index with all that was committed before the call; <see langword="null"/>: there is
    /// none, answer without.</summary>
    /// <exception cref="StoreException">Code <c>unknown_index</c>, or the database failed.</exception>
    public ValueTask<KeywordIndex?> FindAsync(IndexId index, CancellationToken cancellationToken)
    {
        if (memory.LimitBytes == 0) return default;
        if (!_replicas.TryGetValue(index, out KeywordReplica? replica)) replica = Add(index);
        return replica.FindAsync(cancellationToken);
    }

    /// <summary>The same, where a copy is welcome, but not worth reading the index for.</summary>
    public ValueTask<KeywordIndex?> FindMadeAsync(IndexId index, CancellationToken cancellationToken) =>
        _replicas.TryGetValue(index, out KeywordReplica? replica) && replica.IndexKey is not null
            ? replica.FindAsync(cancellationToken) : default;

    /// <summary>Forgets an index that was dropped.</summary>
    public void Remove(IndexId index)
    {
        if (_replicas.TryGetValue(index, out KeywordReplica? replica)) Remove(index, replica);
    }

    /// <summary>Forgets the indexes that another process dropped.</summary>
    public async Task RemoveDroppedAsync(CancellationToken cancellationToken)
    {
        if (_replicas.IsEmpty) return;
        KeyValuePair<IndexId, KeywordReplica>[] known = [.. _replicas];
        IReadOnlyDictionary<IndexId, int> keys =
            await _reader.FindKeysAsync([.. known.Select(static pair => pair.Key)], cancellationToken);
        foreach ((IndexId index, KeywordReplica replica) in known)
        {
            if (!keys.TryGetValue(index, out int key) || (replica.IndexKey ?? key) != key) Remove(index, replica);
        }
    }

    /// <summary>Waits for what is being read for an index.</summary>
    public Task WorkOf(IndexId index) =>
        _replicas.TryGetValue(index, out KeywordReplica? replica) ? replica.Work : Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private KeywordReplica Add(IndexId index)
    {
        var made = new KeywordReplica(
            index, _reader, memory, meter, time, logger, gone => Remove(index, gone), _stopping.Token);
        KeywordReplica replica = _replicas.GetOrAdd(index, made);
        if (replica == made) memory.Add(replica);
        return replica;
    }

    private void Remove(IndexId index, KeywordReplica replica)
    {
        _replicas.TryRemove(KeyValuePair.Create(index, replica));
        memory.Remove(replica);
    }
}
