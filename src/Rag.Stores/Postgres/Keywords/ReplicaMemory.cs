using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Rag.Stores.Keywords;

namespace Rag.Stores.Postgres.Keywords;

/// <summary>What all copies of this process have together: the memory, and the turns at reading.</summary>
internal sealed class ReplicaMemory(IOptions<PostgresOptions> options) : IDisposable
{
    private readonly ConcurrentDictionary<KeywordReplica, bool> _replicas = new();
    // One copy is read at a time: the database is there for questions, and no two grow into the same memory.
    private readonly SemaphoreSlim _turns = new(1);

    /// <summary>Most that the copies may take together.</summary>
    public long LimitBytes => options.Value.KeywordMemoryMegabytes * 1024L * 1024L;

    /// <summary>What they take, roughly.</summary>
    public long SizeBytes => _replicas.Keys.Sum(static replica => replica.SizeBytes);

    /// <summary>How many there are.</summary>
    public int Count => _replicas.Keys.Count(static replica => replica.IndexKey is not null);

    /// <summary>Counts a copy.</summary>
    public void Add(KeywordReplica replica) => _replicas[replica] = true;

    /// <summary>Counts a copy no more.</summary>
    public void Remove(KeywordReplica replica) => _replicas.TryRemove(replica, out _);

    /// <summary>Lets others go until what is left fits beside a copy, those first that were not used for the longest
    /// time.</summary>
    /// <param name="replica">Whose copy it is.</param>
    /// <param name="index">The copy, in use or being read.</param>
    /// <returns><see langword="false"/> if it does not fit alone.</returns>
    public bool MakeRoomFor(KeywordReplica replica, KeywordIndex index)
    {
        if (index.SizeBytes > LimitBytes) return false;
        // A copy that is read anew beside the one in use is worth more than that one.
        if (replica.SizeBytes > LimitBytes) replica.LetGo();
        long left = LimitBytes - replica.SizeBytes;
        foreach (KeywordReplica other in _replicas.Keys.OrderByDescending(static other => other.LastUsed))
        {
            if (other == replica) continue;
            if (other.SizeBytes > left) other.LetGo();
            left -= other.SizeBytes;
        }

        return true;
    }

    /// <summary>Does a work when its turn has come.</summary>
    public async Task<T> TakeTurnAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            return await work();
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();
}
