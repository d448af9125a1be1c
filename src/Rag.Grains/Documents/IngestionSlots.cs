using Microsoft.Extensions.Options;

namespace Rag.Grains.Documents;

/// <summary>
/// A silo's places for documents at work. Waiting documents are served in turns by collection, so that one collection's
/// big job cannot starve another's small one; within a collection first come, first served.
/// </summary>
public sealed class IngestionSlots(IOptions<IngestionOptions> options)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<(string Owner, LinkedList<Waiter> Waiters)> _owners = new();
    private int _free = options.Value.MaxConcurrent > 0 ? options.Value.MaxConcurrent : 4 * Environment.ProcessorCount;

    /// <summary>Waits for a place; dispose the result to give it back.</summary>
    /// <param name="owner">Whose turn it is: the collection's key.</param>
    /// <param name="document">The document's key, for <see cref="PositionOf"/>.</param>
    /// <param name="cancellationToken">Leaves the queue.</param>
    public async Task<IDisposable> EnterAsync(string owner, string document, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(document);
        lock (_lock)
        {
            if (_free > 0)
            {
                _free--;
                return new Slot(this);
            }

            Enqueue_NeedsLock(owner, waiter);
        }

        await using CancellationTokenRegistration registration =
            cancellationToken.Register(() => waiter.Turn.TrySetCanceled(cancellationToken));
        await waiter.Turn.Task;
        return new Slot(this);
    }

    /// <summary>Documents that will be served before this one; <see langword="null"/> if it is not waiting.</summary>
    public int? PositionOf(string document)
    {
        lock (_lock)
        {
            foreach ((_, LinkedList<Waiter> waiters) in _owners)
            {
                int before = 0;
                foreach (Waiter waiter in waiters)
                {
                    if (waiter.Document == document) return CountBefore_NeedsLock(before);
                    before++;
                }
            }

            return null;
        }
    }

    /// <summary>In turns: of every other owner as many as stand before it with its own.</summary>
    private int CountBefore_NeedsLock(int before) =>
        _owners.Sum(owner => Math.Min(owner.Waiters.Count, before + 1)) - 1;

    private void Enqueue_NeedsLock(string owner, Waiter waiter)
    {
        foreach ((string name, LinkedList<Waiter> waiters) in _owners)
        {
            if (name != owner) continue;
            waiters.AddLast(waiter);
            return;
        }

        _owners.AddLast((owner, new LinkedList<Waiter>([waiter])));
    }

    private void Leave()
    {
        while (TakeNext() is { } next)
        {
            // One that was cancelled while it waited does not take its turn.
            if (next.Turn.TrySetResult()) return;
        }
    }

    private Waiter? TakeNext()
    {
        lock (_lock)
        {
            if (_owners.First is not { } turn)
            {
                _free++;
                return null;
            }

            _owners.RemoveFirst();
            Waiter next = turn.Value.Waiters.First!.Value;
            turn.Value.Waiters.RemoveFirst();
            if (turn.Value.Waiters.Count > 0) _owners.AddLast(turn);
            return next;
        }
    }

    private sealed class Waiter(string document)
    {
        public string Document { get; } = document;

        public TaskCompletionSource Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Slot(IngestionSlots slots) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0) slots.Leave();
        }
    }
}
