using Microsoft.Extensions.Options;

namespace Rag.Grains.Queries;

/// <summary>
/// Bounds what a silo keeps of ended answers, in time and in memory: the oldest are forgotten first. One a silo.
/// </summary>
public sealed class AnswerRetention(IOptions<QueryOptions> options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Queue<Entry> _kept = new();
    private long _bytes;

    /// <summary>Keeps an ended answer until its time is up or the memory is needed.</summary>
    /// <param name="size">About how much memory it takes.</param>
    /// <param name="forget">Called once, from any thread, when it is to be forgotten.</param>
    public void Keep(long size, Action forget)
    {
        List<Action> forgotten = [];
        lock (_lock)
        {
            _kept.Enqueue(new Entry(time.GetTimestamp(), size, forget));
            _bytes += size;
            while (_kept.TryPeek(out Entry oldest) && IsDue(oldest))
            {
                _kept.Dequeue();
                _bytes -= oldest.Size;
                forgotten.Add(oldest.Forget);
            }
        }

        foreach (Action action in forgotten) action();
    }

    private bool IsDue(Entry entry) =>
        _bytes > options.Value.RetentionBytes || time.GetElapsedTime(entry.At) > options.Value.Retention;

    private readonly record struct Entry(long At, long Size, Action Forget);
}
