using Rag.Pipeline;

namespace Rag.Stores.Embedded.Vectors;

/// <summary>Keeps writes of the same ids apart; writes of different ids share a commit.</summary>
internal sealed class IdClaims
{
    private readonly Lock _gate = new();
    private readonly HashSet<ChunkId> _claimed = [];
    private TaskCompletionSource _released = NewSignal();

    /// <summary>Waits until nobody writes one of the ids.</summary>
    public async Task ClaimAsync(IReadOnlyCollection<ChunkId> ids, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task released;
            lock (_gate)
            {
                if (!ids.Any(_claimed.Contains))
                {
                    _claimed.UnionWith(ids);
                    return;
                }

                released = _released.Task;
            }

            await released.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Ends a claim.</summary>
    public void Release(IReadOnlyCollection<ChunkId> ids)
    {
        TaskCompletionSource released;
        lock (_gate)
        {
            _claimed.ExceptWith(ids);
            released = _released;
            _released = NewSignal();
        }

        released.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
